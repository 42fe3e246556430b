"""What the styles within a page say of its words: raised, in italics, not shown, how a list is numbered.

Rules for an element, a class, or both are known, and the element's own ``style``; style sheets in other files are not
loaded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<name>[\w-]+))?")
_RAISED = re.compile(r"vertical-align\s*:\s*(?:(super)|(\w[\w-]*))", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:(italic|oblique)|(normal))", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LIST = re.compile(r"list-style(?:-type)?\s*:[^;]*?(none|(?:lower|upper)-(?:alpha|latin|roman)|decimal)", re.IGNORECASE)
_LONGEST = 500_000


@dataclass(frozen=True, slots=True)
class PageStyle:
    """What is declared for an element: ``numbering`` a list style of CSS (``lower-alpha``, ``none``), empty where there
    is none, ``italic`` None where nothing is said of it."""

    raised: bool = False
    italic: bool | None = None
    hidden: bool = False
    numbering: str = ""


class PageStyles:
    """The styles of a page."""

    def __init__(self, root: etree._Element) -> None:
        sheets = "\n".join(style.text or "" for style in root.iter("style"))[:_LONGEST]
        self._rules: dict[tuple[str, str], str] = {}
        for selectors, declarations in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheets, flags=re.DOTALL)):
            for selector in selectors.split(","):
                match = _SIMPLE.fullmatch(selector.strip())
                if match:
                    key = match["tag"] or "", match["name"] or ""
                    self._rules[key] = f"{self._rules.get(key, '')};{declarations}"
        self._known: dict[tuple[str, str, str], PageStyle] = {}

    def of(self, element: etree._Element) -> PageStyle:
        """What is declared for ``element``, nothing of what it takes over from those around it."""
        tag, names, own = str(element.tag), element.get("class") or "", element.get("style") or ""
        key = tag, names, own
        if key not in self._known:
            style = PageStyle()
            classes = names.split()
            for rule in [("", ""), (tag, ""), *(("", name) for name in classes), *((tag, name) for name in classes)]:
                if rule in self._rules:
                    style = _with(style, self._rules[rule])
            self._known[key] = _with(style, own)
        return self._known[key]


def _with(style: PageStyle, declarations: str) -> PageStyle:
    """``style`` with what ``declarations`` say, of which the last counts."""
    if not declarations:
        return style
    for match in _RAISED.finditer(declarations):
        style = replace(style, raised=match[1] is not None)
    for match in _ITALIC.finditer(declarations):
        style = replace(style, italic=match[1] is not None)
    for match in _LIST.finditer(declarations):
        style = replace(style, numbering=match[1].lower())
    return replace(style, hidden=style.hidden or _HIDDEN.search(declarations) is not None)
