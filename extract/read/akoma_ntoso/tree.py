"""The elements of an XML file: parsed without entities and without the network; end tags that match nothing are mended.

Source of the rules: the files as published. One in forty closes an element under another's name, or one that it never
opened.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import Any

from lxml import etree

from extract.read.unreadable_source import UnreadableSource

_TAG = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>"
    r"|<(?P<end>/?)(?P<name>[\w:.-]+)(?P<attributes>[^<>]*?)(?P<empty>/?)>",
    re.DOTALL,
)


_ENTITIES = "it declares XML entities, which are not expanded; remove them"


_ROOT = re.compile(rb"<(?:[\w.-]+:)?akomaNtoso[\s>]")
_NEAR = 4096
"""Bytes within which the root element stands: an XML declaration and comments go before it."""


def looks_like_akoma_ntoso(raw: bytes) -> bool:
    """Whether the root element of ``raw`` is that of Akoma Ntoso."""
    return _ROOT.search(raw, 0, _NEAR) is not None


def parse_tree(name: str, raw: bytes) -> etree._Element:
    """The root element of ``raw``.

    Raises ``UnreadableSource``, with line and column in its words, for what is no XML even when end tags are mended,
    and for a document type with declarations of its own, which could expand without bound.
    """
    if b"<!ENTITY" in raw:
        raise UnreadableSource(name, _ENTITIES)
    try:
        root = etree.fromstring(raw, _parser())
    except etree.XMLSyntaxError as error:
        mended = mend_end_tags(raw.decode("utf-8", "replace"))
        try:
            root = etree.fromstring(mended.encode(), _parser())
        except etree.XMLSyntaxError:
            raise UnreadableSource(name, f"not well-formed XML: {error.msg}") from None
    declared: Any = root.getroottree().docinfo.internalDTD  # by an encoding that hides the word from the search above
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise UnreadableSource(name, _ENTITIES)
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def mend_end_tags(text: str) -> str:
    """``text`` with end tags that match: one that matches nothing open closes the innermost element where that is
    opened again before it is closed, and is left out otherwise; elements open within one that ends, end with it."""
    tags = [tag for tag in _TAG.finditer(text) if tag["name"] and not tag["empty"]]
    places = _Places(tags)
    parts: list[str] = []
    open_: list[str] = []
    depth: Counter[str] = Counter()

    def close() -> str:
        name = open_.pop()
        depth[name] -= 1
        parts.append(f"</{name}>")
        return name

    at = 0
    for tag in tags:
        name = tag["name"]
        if not tag["end"]:
            open_.append(name)
            depth[name] += 1
            continue
        parts.append(text[at : tag.start()])
        at = tag.end()
        stray = open_ and open_[-1] != name and places.opens_next(open_[-1], at)
        if depth[name] and not stray:
            while close() != name:
                pass
        elif stray:
            close()
    parts.append(text[at:])
    while open_:
        close()
    return "".join(parts)


class _Places:
    """Where the tags of each name stand, and which of them open an element."""

    def __init__(self, tags: list[re.Match[str]]) -> None:
        self._places: defaultdict[str, list[tuple[int, bool]]] = defaultdict(list)
        for tag in tags:
            self._places[tag["name"]].append((tag.start(), not tag["end"]))

    def opens_next(self, name: str, at: int) -> bool:
        """Whether the next tag of ``name`` from ``at`` opens one: the one that is open is closed nowhere."""
        places = self._places[name]
        following = bisect_left(places, (at, False))
        return following < len(places) and places[following][1]


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace, empty for what is no element."""
    tag: object = element.tag  # a function, of comments and references to entities
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def words_of(element: etree._Element) -> str:
    """All text within, on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def first(root: etree._Element, name: str, /, **attributes: str) -> etree._Element | None:
    """The first element of a name, with these attributes (``refersTo="#symbol"``), in document order."""
    for element in root.iter(f"{{*}}{name}"):
        if all(element.get(key) == value for key, value in attributes.items()):
            return element
    return None
