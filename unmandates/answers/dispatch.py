"""Which module answers what; and answers made ready to send, with their entity tag, and compressed where that pays."""

from __future__ import annotations

import gzip
import hashlib

from unmandates.answers.context import Context
from unmandates.answers.home import answer_home
from unmandates.answers.negotiation import typed
from unmandates.answers.ontology_document import answer_ontology
from unmandates.answers.openapi import answer_openapi
from unmandates.answers.problems import ProblemError, problem
from unmandates.answers.question import answer_question, answer_question_list
from unmandates.answers.request import (
    DescriptionTarget,
    OntologyTarget,
    OverviewTarget,
    QuestionTarget,
    Request,
    ResourceTarget,
    SearchTarget,
    SiteMapTarget,
    SparqlTarget,
)
from unmandates.answers.resource import answer_resource
from unmandates.answers.response import Response
from unmandates.answers.search import answer_search
from unmandates.answers.service_description import answer_service
from unmandates.answers.site_map import answer_site_map
from unmandates.answers.sparql_answer import answer_sparql
from unmandates.answers.sparql_page import answer_sparql_page, wants_page
from unmandates.answers.void_description import answer_description

_WORTH_COMPRESSING = 1000
"""Bytes from which compressing pays."""


def answer(context: Context, request: Request) -> Response:
    """The response to a request, whatever becomes of it: errors are responses too."""
    try:
        return _sendable(_answered(context, request), gzipped=request.gzip)
    except ProblemError as error:
        return problem(error)
    except MemoryError:
        return problem(ProblemError(503, "answering this takes more memory than one answer may"))
    except RecursionError:
        return problem(ProblemError(400, "this is nested too deep to be read"))
    except Exception as error:  # noqa: BLE001 - an error of ours must not end the worker, and is reported as ours
        return problem(ProblemError(500, f"an error of the program ({type(error).__name__})"))


def _answered(context: Context, request: Request) -> Response:
    match request.target:
        case SparqlTarget() as target:
            return (answer_sparql_page if wants_page(request) else answer_sparql)(context, target, request)
        case QuestionTarget() as target:
            return answer_question(context, target, request)
        case ResourceTarget(path):
            return answer_resource(context, path, request)
        case SearchTarget(text):
            return answer_search(context, text, request)
        case DescriptionTarget() as target:
            return answer_description(context, target, request)
        case OntologyTarget(path):
            return answer_ontology(context, path, request)
        case SiteMapTarget(number):
            return answer_site_map(context, number)
        case OverviewTarget(part):
            overviews = {
                "home": answer_home,
                "questions": answer_question_list,
                "service": answer_service,
                "openapi": answer_openapi,
            }
            return overviews[part](context, request)


def _sendable(response: Response, *, gzipped: bool) -> Response:
    """A response with its entity tag, and compressed if it may be and that pays."""
    if response.status != 200:
        return response
    headers = dict(response.headers)
    tag = hashlib.sha256(response.media.encode() + response.body).hexdigest()[:20]
    headers["ETag"] = f'W/"{tag}"'  # weak: the same for the compressed bytes and the others
    headers.setdefault("Cache-Control", "no-cache")
    body = response.body
    if gzipped and len(body) >= _WORTH_COMPRESSING:
        body = gzip.compress(body, compresslevel=5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(200, typed(response.media), body, headers)
