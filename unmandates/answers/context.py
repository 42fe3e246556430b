"""What every answer is made from: the store, the names in it, how it is published, and what an answer may cost."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from extract.registers import Registers
from graph.iris import Iris
from graph.name_lookup import Names
from graph.store import LocalStore
from unmandates.answers.inventory import entry_counts, page_iris
from unmandates.answers.site_terms import AnswerLimits, SiteTerms


class Context:
    """A store to answer from. ``root`` is the path at which the site begins, without a slash at its end.

    What is the same for all answers is read from the store once, when it is first needed.
    """

    def __init__(
        self, store: LocalStore, registers: Registers, publication: SiteTerms, root: str, limits: AnswerLimits
    ) -> None:
        self.store = store
        self.registers = registers
        self.publication = publication
        self.root = root
        self.limits = limits
        self.iris = Iris(publication.base)

    @cached_property
    def names(self) -> Names:
        """Names of things, from the registers and from the store."""
        return Names(self.registers, self.iris, self.store)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How much the store holds, by kind."""
        return entry_counts(self.store, self.iris)

    @cached_property
    def page_iris(self) -> tuple[str, ...]:
        """IRIs of what has a page worth finding, in order."""
        return page_iris(self.store, self.iris)
