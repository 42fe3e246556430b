"""The elements of an XML file: parsed without entities and without the network; end tags that match nothing are mended.

Source of the rules: the files as published. One in forty closes an element under another's name, or one that it never
opened.
"""

from __future__ import annotations

import re

from lxml import etree

from extract.read.errors import UnreadableSource

_TAG = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>"
    r"|<(?P<end>/?)(?P<name>[\w:.-]+)(?P<attributes>[^<>]*?)(?P<empty>/?)>",
    re.DOTALL,
)


def parse_tree(name: str, raw: bytes) -> etree._Element:
    """The root element of ``raw``.

    Raises ``UnreadableSource``, with line and column in its words, for what is no XML even when end tags are mended,
    and for a document type with declarations of its own, which could expand without bound.
    """
    if b"<!ENTITY" in raw:
        raise UnreadableSource(name, "it declares XML entities, which are not expanded; remove them")
    try:
        return etree.fromstring(raw, _parser())
    except etree.XMLSyntaxError as first:
        mended = mend_end_tags(raw.decode("utf-8", "replace"))
        try:
            return etree.fromstring(mended.encode(), _parser())
        except etree.XMLSyntaxError:
            raise UnreadableSource(name, f"not well-formed XML: {first.msg}") from None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def mend_end_tags(text: str) -> str:
    """``text`` with end tags that match: one that matches nothing open closes the innermost element where that is
    opened again before it is closed, and is left out otherwise; elements open within one that ends, end with it."""
    parts: list[str] = []
    open_: list[str] = []
    at = 0
    for match in _TAG.finditer(text):
        name = match["name"]
        if not name or match["empty"]:
            continue
        if not match["end"]:
            open_.append(name)
            continue
        parts.append(text[at : match.start()])
        at = match.end()
        if name in open_ and not (open_[-1] != name and _opened_again(text, open_[-1], match.end())):
            while open_[-1] != name:
                parts.append(f"</{open_.pop()}>")
            parts.append(f"</{open_.pop()}>")
        elif open_ and open_[-1] != name and _opened_again(text, open_[-1], match.end()):
            parts.append(f"</{open_.pop()}>")
    parts.append(text[at:])
    parts.extend(f"</{name}>" for name in reversed(open_))
    return "".join(parts)


def _opened_again(text: str, name: str, at: int) -> bool:
    """Whether the next tag of ``name`` opens one: the one that is open is closed nowhere."""
    following = re.compile(rf"<(/?){re.escape(name)}[\s>]").search(text, at)
    return following is not None and not following[1]


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace, empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words_of(element: etree._Element) -> str:
    """All text within, on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def first(root: etree._Element, name: str, /, **attributes: str) -> etree._Element | None:
    """The first element of a name, with these attributes (``refersTo="#symbol"``), in document order."""
    for element in root.iter(f"{{*}}{name}"):
        if all(element.get(key) == value for key, value in attributes.items()):
            return element
    return None
