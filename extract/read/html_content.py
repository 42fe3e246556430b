"""Web pages before they are read: their encoding, their elements, and which of these are the document's."""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from lxml import etree

from extract.read.html_styles import PageStyles
from extract.read.unreadable_source import UnreadableSource
from extract.source import Notice

_NEAR = 4096
_BEGINNING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|div|p|h[1-6]|table|main|article|section|center|pre)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_ENCODINGS = re.compile(r"utf-?8|windows-125\d|cp125\d|iso-?8859-\d+|koi8-[ru]|gb\w+|big5|shift_jis|euc-(?:jp|kr)")
_LATIN = re.compile(r"iso-?8859-1|latin-?1|us-ascii|ascii")
"""What browsers read as Windows-1252, which holds it."""


def looks_like_html(raw: bytes) -> bool:
    """Whether ``raw`` begins as a web page does."""
    beginning = raw[:_NEAR]
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            return _BEGINNING.match(beginning[len(mark) :].decode(encoding, "replace")) is not None
    return _BEGINNING.match(beginning.decode("latin-1")) is not None


def decode_page(raw: bytes) -> tuple[str, tuple[Notice, ...]]:
    """The text of a page by its byte-order mark, else as it declares, else as UTF-8, else as Windows-1252; with a
    notice where that is not what it declares, or signs cannot be read."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], encoding)
    match = _DECLARED.search(raw[:_NEAR])
    declared = (match[1] or match[2]).decode("ascii", "replace").lower() if match else ""
    if _LATIN.fullmatch(declared):
        declared = "windows-1252"
    if declared and _ENCODINGS.fullmatch(declared):
        try:
            return raw.decode(declared), ()
        except (UnicodeDecodeError, LookupError):
            pass
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decoded(raw, "windows-1252")


def _decoded(raw: bytes, encoding: str) -> tuple[str, tuple[Notice, ...]]:
    try:
        text, lost = raw.decode(encoding), ""
    except UnicodeDecodeError:
        text, lost = raw.decode(encoding, "replace"), ", with signs that cannot be read"
    if encoding == "utf-8" and not lost:
        return text, ()
    name = {"windows-1252": "Windows-1252", "utf-8": "UTF-8"}.get(encoding, "UTF-16")
    return text, (Notice("encoding", f"Read as {name}{lost}."),)


def parse_page(name: str, text: str) -> etree._Element:
    """The root element of a page, without comments; scripts are not run and nothing is loaded.

    Raises ``UnreadableSource`` for what has no elements, or more depth or length than a parser should bear.
    """
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    raw = text.replace("\0", "").encode("utf-8", "replace")
    try:
        root: etree._Element = lxml.html.document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise UnreadableSource(name, "no text in it") from error
    broken = next((entry for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL), None)
    if broken is not None:  # the parser went no further
        what = "its elements are nested too deep" if "depth" in broken.message else "a piece of it is too long"
        raise UnreadableSource(name, f"the page cannot be read whole: {what} (line {broken.line})")
    return root


# which elements are the document's

_NEVER = frozenset(
    ("script style head title link meta base template noscript iframe frame object embed applet svg canvas audio video"
    " button select textarea input datalist map dialog nav menu").split()
)  # fmt: skip
_AROUND = frozenset(("header", "footer", "aside", "form"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog", "alert"))
_NAMES = re.compile(
    r"(?:(?:main|site|page|top|global)-?)?(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|cookies?|skip-?link"
    r"|pager|pagination|social|share|language-?(?:switcher|selector))s?(?:-(?:nav|menu|bar|block|wrapper|links|list))?"
)


def is_element(node: etree._Element) -> bool:
    """Whether a node is an element, and no comment or reference to an entity."""
    return isinstance(node.tag, str)


def content_of(root: etree._Element) -> etree._Element:
    """The element that holds the document: the page's main part where it says which that is, else its body."""
    candidates = [one for one in root.iter() if one.tag == "main" or one.get("role") == "main"][:1]
    articles = list(root.iter("article"))
    if len(articles) == 1:
        candidates += articles
    for found in candidates:
        if "".join(map(str, found.itertext())).strip():
            return found
    body = root.find("body")
    return root if body is None else body


def is_beside(element: etree._Element, notes: NoteLinks, styles: PageStyles) -> bool:
    """Whether an element is no part of the document: a script, navigation, the site's header and footer, what is not
    shown. What holds footnotes that the text refers to is kept."""
    tag = element.tag
    if tag in _NEVER or "hidden" in element.attrib or element.get("aria-hidden") == "true" or styles.of(element).hidden:
        return True
    words = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    within = tag == "header" and any(one.tag in ("main", "article") for one in element.iterancestors())
    beside = tag in _AROUND or element.get("role") in _ROLES or any(map(_NAMES.fullmatch, words))
    return beside and not within and not any(one in notes.blocks for one in element.iter())


# footnotes

BLOCKS = frozenset(
    ("address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul"
    ).split()
)  # fmt: skip
_MARKER = re.compile(r"[\[(]?(?P<number>\d{1,3}|\*{1,3}|[ivxl]{1,6})[\])]?")


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A link from a marker to its note: the number, and the name of the note's place in the page."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class NoteLinks:
    """The footnotes that a page links to: ``markers`` by the element of the link, ``blocks`` by the element that
    holds the note and nothing else."""

    markers: dict[etree._Element, NoteLink]
    blocks: dict[etree._Element, NoteLink]

    @classmethod
    def of(cls, root: etree._Element, styles: PageStyles) -> NoteLinks:
        """Links of a raised or bracketed number to a place further on in the page."""
        order = {element: at for at, element in enumerate(root.iter())}
        places: dict[str, etree._Element] = {}
        for element in order:
            for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if name:
                    places.setdefault(name, element)
        markers: dict[etree._Element, NoteLink] = {}
        blocks: dict[etree._Element, NoteLink | None] = {}
        for link in root.iter("a"):
            name = (link.get("href") or "")[1:]
            words = "".join(map(str, link.itertext())).strip()
            match, place = _MARKER.fullmatch(words), places.get(name)
            if not match or place is None or not link.get("href", "").startswith("#") or order[place] <= order[link]:
                continue
            if words[0] not in "[(*" and not _is_raised(link, styles):
                continue
            markers[link] = NoteLink(match["number"], name)
            block = next((one for one in _outwards(place) if one.tag in BLOCKS), None)
            if block is not None:
                known = blocks.get(block, markers[link])
                blocks[block] = markers[link] if known and known.name == name else None
        return cls(markers, {block: link for block, link in blocks.items() if link})


def _is_raised(link: etree._Element, styles: PageStyles) -> bool:
    if any(one.tag == "sup" or styles.of(one).raised for one in link.iter()):
        return True
    around = itertools.takewhile(lambda one: one.tag not in BLOCKS, link.iterancestors())
    return any(one.tag == "sup" or styles.of(one).raised for one in around)


def _outwards(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()
