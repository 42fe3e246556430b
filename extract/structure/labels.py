"""Labels of sub-paragraphs: which level (a), (i), (1) belongs to, from the order in which they come."""

from __future__ import annotations

import re

from extract.dates import roman

_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


def _values(label: str) -> list[tuple[str, int]]:
    """The ways to read a label: ``i`` is the ninth letter or the first Roman number."""
    readings: list[tuple[str, int]] = []
    if label.isdigit():
        return [("figure", int(label))]
    if len(label) == 1 and label.isupper():
        return [("capital", ord(label) - 64)]
    if len(set(label)) == 1 and len(label) <= 2:
        readings.append(("letter", ord(label[0]) - 96 + 26 * (len(label) - 1)))
    if _ROMAN.fullmatch(label):
        readings.append(("roman", roman(label.upper())))
    return readings


def follows(label: str, following: str) -> bool:
    """Whether one label comes right after another in a list."""
    before = _values(label)
    return any((kind, value - 1) in before for kind, value in _values(following))


class LabelStack:
    """The labels open in one paragraph, outermost first."""

    def __init__(self) -> None:
        self._levels: list[tuple[str, int, str]] = []

    def place(self, label: str, following: str) -> str | None:
        """The path of ``label``, such as ``(a)(i)``, or None where it fits no list. ``following`` is the next label
        printed, which sets (i) after (h) apart from (i) before (ii)."""
        readings = _values(label)
        if not readings:
            return None
        successor = next((v for k, v in _values(following) if k == "roman"), 0)
        if len(readings) == 2:
            preferred = "roman" if successor == readings[1][1] + 1 and following != "j" else "letter"
            if preferred == "roman":
                readings = readings[1:]
            elif self._continued(*readings[0]) is None:
                readings.reverse()
        for kind, value in readings:
            depth = self._continued(kind, value)
            if depth is not None:
                return self._push(depth, kind, value, label)
        for kind, value in readings:
            if value == 1:
                same = next((d for d, level in enumerate(self._levels) if level[0] == kind), None)
                return self._push(len(self._levels) if same is None else same, kind, value, label)
        kind, value = readings[0]
        same = next((d for d, level in enumerate(self._levels) if level[0] == kind), None)
        return self._push(len(self._levels) if same is None else same, kind, value, label)

    def put(self, label: str, depth: int) -> str:
        """The path of ``label`` at a known depth, 0 the outermost."""
        kind, value = next(iter(_values(label)), ("", 0))
        return self._push(min(depth, len(self._levels)), kind, value, label)

    def _continued(self, kind: str, value: int) -> int | None:
        """The innermost level that this label follows on."""
        for depth in reversed(range(len(self._levels))):
            level_kind, last, _ = self._levels[depth]
            if level_kind == kind and value == last + 1:
                return depth
        return None

    def _push(self, depth: int, kind: str, value: int, label: str) -> str:
        self._levels[depth:] = [(kind, value, label)]
        return "".join(f"({level[2]})" for level in self._levels)
