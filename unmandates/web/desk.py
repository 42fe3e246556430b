"""Where a worker's tasks are answered, and the answers made ready to send: their digest, whether the client has it
already, and compressed."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from graph.iris import Iris
from graph.names import Names
from graph.store import LocalStore
from unmandates.web.home import counted, home
from unmandates.web.kept import unless_known
from unmandates.web.media import typed
from unmandates.web.openapi import openapi_document
from unmandates.web.overviews import described, ontology_document, places, site_map
from unmandates.web.preloaded import REGISTERS
from unmandates.web.problems import ProblemError, problem
from unmandates.web.query_page import answered_page, wants_page
from unmandates.web.questions import answer_question, list_of_questions
from unmandates.web.resources import answer_find, answer_resource
from unmandates.web.service_description import service
from unmandates.web.sparql import answer_sparql
from unmandates.web.tasks import AskQuestion, Find, Order, Outcome, Overview, Resource, Sparql, Trade

_WORTH_PACKING = 1000
"""Bytes from which compressing pays."""


class Desk:
    """Answers orders from the store of a ``trade``."""

    def __init__(self, trade: Trade) -> None:
        self.trade = trade
        self.store = LocalStore.open_read_only(Path(trade.store))
        self.iris = Iris(trade.publication.base)

    @cached_property
    def names(self) -> Names:
        return Names(REGISTERS, self.iris, self.store)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        return counted(self.store, self.iris)

    @cached_property
    def places(self) -> tuple[str, ...]:
        return places(self)

    def warm_up(self) -> None:
        """Do what the first answer would otherwise wait for."""
        self.store.query("ASK { ?s ?p ?o }")

    def answer(self, order: Order) -> Outcome:
        """The outcome of an order, whatever becomes of it."""
        try:
            return _sendable(self._found(order), order)
        except ProblemError as fault:
            return problem(fault)
        except MemoryError:
            return problem(ProblemError(503, "answering this takes more memory than one answer may"))
        except RecursionError:
            return problem(ProblemError(400, "this is nested too deep to be read"))
        except Exception as fault:  # noqa: BLE001 - a fault of ours must not end the worker, and is told as ours
            return problem(ProblemError(500, f"a fault of the program ({type(fault).__name__})"))

    def _found(self, order: Order) -> Outcome:
        match order.task:
            case Sparql() as task:
                if wants_page(order):
                    return answered_page(self, task)
                media, body = answer_sparql(self.store, task, self.trade, order.accept, order.form)
                return Outcome(200, media, body, {"Vary": "Accept, Accept-Encoding"})
            case AskQuestion() as task:
                return answer_question(self, task, order)
            case Overview(part="home"):
                return home(self, order)
            case Overview(part="questions"):
                return list_of_questions(self, order)
            case Overview(part="openapi"):
                return openapi_document(self)
            case Overview(part="service"):
                return service(self, order)
            case Resource(path):
                return answer_resource(self, path, order)
            case Find(text):
                return answer_find(self, text, order)
            case Overview(part="description", argument=argument):
                return described(self, argument, order)
            case Overview(part="ontology", argument=argument):
                return ontology_document(self, argument, order)
            case Overview(part="sitemap", argument=argument):
                return site_map(self, argument)
            case Overview(part=part):
                raise ProblemError(404, f"there is no {part}")


def _sendable(outcome: Outcome, order: Order) -> Outcome:
    """An outcome with its tag; without its body where the client has it; compressed where that pays."""
    headers = dict(outcome.headers)
    if outcome.status != 200:
        return outcome
    tag = f'"{hashlib.sha256(outcome.media.encode() + outcome.body).hexdigest()[:20]}"'
    headers["ETag"] = f"W/{tag}"  # weak: the same compressed and not
    headers.setdefault("Cache-Control", "no-cache")
    body = outcome.body
    if order.gzip and len(body) >= _WORTH_PACKING:
        body = gzip.compress(body, compresslevel=5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return unless_known(Outcome(200, typed(outcome.media), body, headers), order.known)
