"""Footnotes and endnotes by number: which are referred to, in what order, and how their marks are printed."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from extract.read.list_numbers import written
from extract.read.word.package import child, number, value

_CHICAGO = "*†‡§"
_DEFAULT_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(slots=True)
class _Count:
    form: str
    start: int
    each_section: bool
    last: int


class NoteMarks:
    """Counts the marks of a file. ``referred`` are the notes referred to, in order: kind and identifier."""

    def __init__(self, settings: etree._Element | None, last_section: etree._Element | None) -> None:
        self.referred: list[tuple[str, str]] = []
        self._printed: dict[str, str] = {}
        self._counts = {kind: _count_of(kind, settings, last_section) for kind in _DEFAULT_FORMS}

    def refer(self, kind: str, identifier: str, *, custom: bool) -> tuple[str, str]:
        """The mark that is printed for a note (nothing where the file has a ``custom`` one) and the note's key."""
        key = key_of(kind, identifier)
        if key not in self._printed:
            self.referred.append((kind, identifier))
            self._printed[key] = ""
        count = self._counts[kind]
        if custom:
            return "", key
        count.last += 1
        return _mark(count.last, count.form), key

    def print(self, key: str, printed: str) -> None:
        """Note what is printed as the mark of a note."""
        self._printed[key] = self._printed.get(key) or printed

    def printed(self, kind: str, identifier: str) -> str:
        """What was printed as the mark of a note."""
        return self._printed.get(key_of(kind, identifier), "")

    def end_section(self) -> None:
        """Count anew where the file does so in each section."""
        for count in self._counts.values():
            if count.each_section:
                count.last = count.start - 1


def key_of(kind: str, identifier: str) -> str:
    """The word that a mark and its note share."""
    return f"{kind}-{identifier}"


def _count_of(kind: str, settings: etree._Element | None, last_section: etree._Element | None) -> _Count:
    form, start, restart = _DEFAULT_FORMS[kind], 1, ""
    for place in (settings, last_section):
        properties = child(place, f"{kind}Pr")
        form = value(properties, "numFmt") or form
        start = number(value(properties, "numStart"), start)
        restart = value(properties, "numRestart") or restart
    return _Count(form, start, restart == "eachSect", start - 1)


def _mark(count: int, form: str) -> str:
    if form == "chicago" and count > 0:
        turns, index = divmod(count - 1, len(_CHICAGO))
        return _CHICAGO[index] * min(turns + 1, 9)
    return written(count, form)
