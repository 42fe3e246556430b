"""The parts of an act while they grow: which is open, what the next is called, which lines belong to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.model import UnitKind
from extract.source import Span
from extract.structure.labels import LabelStack
from extract.structure.lines import Line


@dataclass(slots=True)
class Part:
    """A unit while it grows: ``stretches`` are those of the source that it consists of, its label left out.
    ``sealed``: it is stated where it ends, so that no more is to be added by guess."""

    kind: UnitKind
    name: str
    parent: str = ""
    section: str = ""
    sealed: bool = False
    stretches: list[Span] = field(default_factory=list)


class PartList:
    """The parts of one act, in order. ``region`` is the kind of what comes next, ``number`` the last of its numbers,
    ``numbered`` whether any was printed, ``item`` the last of a list that counts from 1 again inside a paragraph,
    ``owner`` the paragraph that points belong to, ``tail`` the last line that was added."""

    def __init__(self, region: UnitKind) -> None:
        self.parts: list[Part] = []
        self.region = region
        self.preambular = 0
        self.number = 0
        self.numbered = False
        self.item = 0
        self.section = ""
        self.annex = ""
        self.labels = LabelStack()
        self.owner: Part | None = None
        self.tail = ""

    @property
    def last(self) -> Part | None:
        return self.parts[-1] if self.parts else None

    @property
    def base(self) -> str:
        """What the names of paragraphs of the open annex begin with."""
        return f"{self.annex}." if self.annex else ""

    # a new part

    def begin(self, kind: UnitKind, name: str, parent: str = "") -> None:
        self.labels = LabelStack()
        self.item = 0
        self.owner = Part(kind, name, parent, self.section if kind is UnitKind.OPERATIVE else "")
        self.parts.append(self.owner)

    def begin_preambular(self) -> None:
        self.preambular += 1
        self.begin(UnitKind.PREAMBULAR, f"pp{self.preambular}")

    def begin_operative(self, number: int, bis: str = "") -> None:
        """A paragraph that bears a number."""
        self.region = UnitKind.OPERATIVE
        self.number = number
        self.numbered = True
        self.begin(UnitKind.OPERATIVE, f"op{number}{bis}")

    def begin_unnumbered(self) -> None:
        """An operative paragraph without a number, counted on."""
        self.region = UnitKind.OPERATIVE
        self.number += 1
        self.begin(UnitKind.OPERATIVE, f"op{self.number}")

    def begin_annex(self, label: str) -> None:
        self.region = UnitKind.ANNEX
        self.annex = f"annex{label}"
        self.number = 0
        self.begin(UnitKind.ANNEX, self.annex)

    def begin_annexed(self, name: str) -> None:
        """A paragraph or article of an annex, or of a document that is no act of an organ."""
        self.begin(self.region, f"{self.base}{name}", self.annex)

    def begin_item(self, number: int) -> None:
        """An item of a list that counts from 1 inside a paragraph."""
        owner = self.owner
        if owner is None:
            return
        self.item = number
        self.labels = LabelStack()
        self.parts.append(Part(UnitKind.SUBPARAGRAPH, f"{owner.name}({number})", owner.name, self.section))

    def begin_point(self, path: str) -> None:
        """A point of the open paragraph, ``path`` its labels from the outermost: ``(a)(i)``."""
        owner = self.owner
        if owner is None:
            return
        holder = owner.name + (f"({self.item})" if self.item else "")
        parent = holder + path[: path.rindex("(")]
        self.parts.append(Part(UnitKind.SUBPARAGRAPH, holder + path, parent, self.section))

    def begin_heading(self, *, within_list: bool = False) -> None:
        """A heading; one ``within_list`` stands between points, which go on after it."""
        self.parts.append(Part(UnitKind.SECTION, f"section{len(self.parts)}", "", self.section))
        if not within_list:
            self.labels = LabelStack()

    # growth

    def add(self, lines: list[Line], skip: int = 0) -> None:
        """Add lines to the last part, ``skip`` characters of the first left out."""
        if not lines:
            return
        first = lines[0]
        stretches = self.parts[-1].stretches
        stretches.append(Span(first.start + skip, first.end))
        stretches.extend(line.span for line in lines[1:])
        self.tail = lines[-1].text

    def add_words(self, part: Part, lines: list[Line], skip: int = 0) -> None:
        """Add the words of stated lines to ``part``, without their labels and ``skip`` characters of the first."""
        for line in lines:
            start = line.start + max(line.content, skip)
            skip = 0
            if start < line.end:
                part.stretches.append(Span(start, line.end))
        self.tail = lines[-1].text if part is self.last else self.tail

    def last_text(self) -> str:
        return self.tail if self.parts and self.parts[-1].stretches else ""

    # the whole

    def finish(self) -> None:
        """Settle the names that only the whole can show."""
        self._settle_sections()
        self._make_unique()

    def _settle_sections(self) -> None:
        """Put the section's label before numbers that restart."""
        numbered = [p.name for p in self.parts if p.kind is UnitKind.OPERATIVE]
        if len(set(numbered)) == len(numbered):
            return
        renamed: dict[int, str] = {}
        prefix = ""
        for index, part in enumerate(self.parts):
            if part.kind is UnitKind.OPERATIVE:
                prefix = f"{part.section}." if part.section else ""
            if part.name.startswith("op") and prefix:
                renamed[index] = prefix
        for index, prefix in renamed.items():
            part = self.parts[index]
            part.name = prefix + part.name
            part.parent = prefix + part.parent if part.parent else ""

    def _make_unique(self) -> None:
        """A second list in one paragraph, or a number printed twice, is set apart by ``~2``."""
        seen: dict[str, int] = {}
        owners: dict[str, str] = {}
        for part in self.parts:
            if part.parent in owners:
                part.name = owners[part.parent] + part.name.removeprefix(part.parent)
                part.parent = owners[part.parent]
            count = seen[part.name] = seen.get(part.name, 0) + 1
            if count > 1:
                unique = f"{part.name}~{count}"
                owners[part.name] = unique
                part.name = unique
            else:
                owners.pop(part.name, None)
