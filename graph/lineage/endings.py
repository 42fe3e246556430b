"""Acts that end mandates: "Decides to terminate …", "Decides to discontinue the report requested in paragraph 5"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.lexicon import fold
from extract.model import Document, Mandate, OperativeAction
from graph.lineage.mandate_wording import content_words
from graph.lineage.thresholds import count, share

_ENDING = re.compile(
    r"(?:(?:also|further|hereby|accordingly|therefore)\W+)*"
    r"(?:(?:decides?|decided|resolves?|agrees?)\W+(?:(?:also|further|therefore|accordingly|formally|hereby|to)\W+)*"
    r"(?:discontinue|terminate|conclude|end|cease|abolish|dissolve|disband|disestablish|wind up|rescind)\b"
    r"|(?:terminates|discontinues|abolishes|dissolves|disbands)\b)"
)
_PLACE = re.compile(r"\bparagraphs? (\d{1,3})\b")
_ASKED = re.compile(r"\b(?:request|requirement|obligation|reporting|mandate contained)\b")
_SAME_TASK = share("endings.same_task")
_ENOUGH_WORDS = count("endings.enough_words")
_PARTS = ("work", "meetings", "sessions", "mandate", "deliberations")
_OPENING = count("endings.opening")

_MANDATE_OF = re.compile(r"(?:the )?(?:(?:mandate|work|activities|operations?) of (?:the )?)?")
_NAME_END = re.compile(r"[,;.(]| (?:as (?:of|from)|established|created|with|effective|upon|(?:on|by) \d)")
_STANDING = ("secretary-general", "general-assembly", "security-council", "economic-and-social-council")
"""Bodies that no act of an organ ends."""


@dataclass(frozen=True, slots=True)
class MandateEnding:
    """An act of ``unit`` that ends something: its folded text, the name that what ends has in it, its words, what it
    cites, and the number of the paragraph that it names, if any."""

    unit: str
    text: str
    name: str
    words: frozenset[str]
    targets: frozenset[str]
    paragraph: str

    def ends(self, mandate: Mandate, given_by: str) -> bool:
        """Whether this ends a ``mandate`` given by the document ``given_by``: the paragraph that gave it is named, its
        addressee is ended, or its task is what ends."""
        if self.paragraph and given_by in self.targets and _ASKED.search(self.text):
            return mandate.unit.split("(")[0].rpartition(".")[2] == f"op{self.paragraph}"
        if any(
            self.name == fold(addressee.label) for addressee in mandate.addressees if addressee.key not in _STANDING
        ):
            return True
        task = fold(mandate.task)
        if self.name and any(f"{part} of the {self.name}" in task[:_OPENING] for part in _PARTS):
            return True
        words = frozenset(content_words(task))
        return len(self.words & words) >= max(_ENOUGH_WORDS, _SAME_TASK * len(self.words | words))


def endings_of(document: Document) -> tuple[MandateEnding, ...]:
    """The acts of ``document`` that end something, in order."""
    return tuple(
        _ending(act, text[match.end() :].strip(" ,"), document)
        for act in document.operative_actions
        if (match := _ENDING.match(text := fold(f"{act.verb} {act.object}")))
    )


def _ending(act: OperativeAction, text: str, document: Document) -> MandateEnding:
    place = _PLACE.search(text)
    return MandateEnding(
        act.unit,
        text,
        _NAME_END.split(_MANDATE_OF.sub("", text, count=1), maxsplit=1)[0],
        frozenset(content_words(text)) - {"&"},
        frozenset(symbol.text for one in document.citations if one.unit == act.unit and (symbol := one.target.symbol)),
        place[1] if place else "",
    )
