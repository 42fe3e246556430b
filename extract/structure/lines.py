"""Lines of a source and what each is: body, footnote, page furniture.

Blocks of the source come first: a line that they state to be something is that. The rest is judged by its form. Page
furniture is what a page adds to the text: running symbols and titles, page and job numbers, the rule above the
footnotes. Footnotes are known by their marker at the start of a line, in sequence, or by the rule above them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from extract.source import Block, BlockKind, Span
from extract.structure.blocks import NO_BLOCKS, BlockMap


class LineKind(StrEnum):
    """What a line is."""

    BLANK = "blank"
    BODY = "body"
    NOTE = "note"
    NOTE_MORE = "note_more"
    FURNITURE = "furniture"
    FOREIGN = "foreign"


@dataclass(slots=True)
class Line:
    """A line without its surrounding white space: ``text`` is ``source[start:end]``; ``marker`` the printed marker of
    the footnote that begins here; ``content`` the offset in ``text`` where the words of a note begin, or of a block,
    its label left out. ``block`` states what the line is, ``part`` where in the document it stands, None where the
    source does not say."""

    start: int
    end: int
    text: str
    kind: LineKind
    indented: bool = False
    marker: str = ""
    content: int = 0
    block: Block | None = None
    part: Block | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def stated(self, *kinds: BlockKind) -> bool:
        """Whether a block states that the line is of one of ``kinds``."""
        return self.block is not None and self.block.kind in kinds

    def within(self, *kinds: BlockKind) -> bool:
        """Whether it is stated that the line stands in a part of one of ``kinds``."""
        return self.part is not None and self.part.kind in kinds


_BREAK = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_FURNITURE = re.compile(
    r"\d{2}-\d{5}(?:\s*\([EFRSAC]\))?(?:\s+\d{6})?(?:\s+\d{1,3}(?:/\d{1,3})?)?\*?"  # 12-53123 (E) 260412
    r"|\d{1,3}(?:/\d{1,3})?\s+\d{2}-\d{5}"
    r"|\*\d{6,}[A-Z]?\*"  # the bar code's figures
    r"|\d{5,}(?:\s*\(E\))?"
    r"|[Pp]age \d{1,3}(?: of \d{1,3})?|<!--.*?-->|/\.\.\.|/…|Please recycle.*"
    r"|[_\u2500-\u257f]{4,}|[-–—_* ]{5,}|-\s*\d{1,3}\s*-"
)
_PAGE_OF = re.compile(r"(\d{1,3})/(\d{1,3})")
_PAGE = re.compile(r"\d{1,3}")
_RULE = re.compile(r"[_\u2500-\u257f]{4,}")
_SYMBOL_LINE = re.compile(
    r"(?:United Nations\s+)?((?:[AESTC]|ST|HSP|UNEP|CTOC|CAC|CEDAW|ECE)/[A-Z0-9][\w./()-]*(?: \(\d{4}\))?)"
)

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE = re.compile(
    r"(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s*(?=\S)"
    r"|(?P<slash>\d{1,3}|\*{1,3})/\s+(?=\S)"
    r"|\[(?P<bracket>\d{1,3})\]\s+(?=\S)"
    r"|(?P<plain>\d{1,3})\s+(?=[A-Z\"“”‘'(\[*«|]|lbid|https?:|(?:19|20)\d\d [A-Z])"
    r"|(?P<star>\*{1,4})\s+(?=[A-Z\"“‘])"
)
_NOTE_WORDS = re.compile(
    r"\b(?:See|Ibid|lbid|[Rr]esolutions?|[Dd]ecisions?|Official Records|Treaty Series|Sales No"
    r"|United Nations publication|Report of|Available|[AESTC]/[A-Z0-9]|CTOC/|CAC/|UNEP/|vol\.|chap\.|para\.)"
)
_ABBREVIATED = re.compile(r"\b(?:[Nn]os?|[Vv]ols?|paras?|chaps?|sects?|arts?|pp?|Suppl)\.$")
_PARAGRAPH = re.compile(r"\d{1,3}\.\s+[A-Z]")
_NUMBERED_HEADING = re.compile(
    r"(?:[IVXL]+|[A-Z]|\d{1,2})\.\s*(?!(?:Resolutions?|Decisions?) adopted)[A-Z]"  # which heads a volume's pages
)
_ANNEX = re.compile(r"[*_]*(?:Annex|ANNEX|Appendix)(?:\s+[IVXLC\d]+)?[*_]*")
_ENDED = re.compile(r"[.;:,][\"”’')\]]*$")
_END = 8


def split_lines(source: str, blocks: BlockMap = NO_BLOCKS) -> list[Line]:
    """The lines of ``source``, blank ones included. Those of blocks are what the blocks state, with a blank line
    between two blocks; the others are not yet judged beyond blank and body."""
    lines: list[Line] = []
    at = 0
    for block in blocks.lines:
        _add_open_lines(lines, source, at, block.span.start)
        _add_blank(lines, block.span.start)
        _add_block(lines, source, block)
        at = block.span.end
        _add_blank(lines, at)
    _add_open_lines(lines, source, at, len(source))
    if blocks.parts:
        for line in lines:
            line.part = blocks.part_at(line.start)
    return lines


def _add_open_lines(lines: list[Line], source: str, at: int, stop: int) -> None:
    for match in _BREAK.finditer(source, at, stop):
        start, end = match.span()
        if start - at > 1:
            lines.extend(_blank_lines(source, at, start))
        at = end
        raw = match[0]
        text = raw.strip(_AROUND)
        if text:
            start += raw.index(text)
            lines.append(Line(start, start + len(text), text, LineKind.BODY, raw[0] == " "))
        else:
            lines.append(Line(start, start, "", LineKind.BLANK))


def _add_blank(lines: list[Line], at: int) -> None:
    if lines and lines[-1].text:
        lines.append(Line(at, at, "", LineKind.BLANK))


def _add_block(lines: list[Line], source: str, block: Block) -> None:
    """The lines of a block, without blank ones."""
    words = block.span.start + block.label
    kind = _STATED.get(block.kind, LineKind.BODY)
    marker = plain_label(block.number or "") if kind is LineKind.NOTE else ""
    for match in _BREAK.finditer(source, block.span.start, block.span.end):
        text = match[0].strip(_AROUND)
        if not text:
            continue
        start = match.start() + match[0].index(text)
        content = min(max(words - start, 0), len(text))
        lines.append(Line(start, start + len(text), text, kind, marker=marker, content=content, block=block))
        if kind is LineKind.NOTE:
            kind, marker = LineKind.NOTE_MORE, ""


_STATED = {BlockKind.NOTE: LineKind.NOTE, BlockKind.FURNITURE: LineKind.FURNITURE}
_AROUND = " \t\xa0\u3000\ufeff\u200b\u200c\u200d\u200e\u200f"


def plain_label(printed: str) -> str:
    """A number or label without what surrounds it in print: ``a`` of ``(a)``, ``2bis`` of ``2 bis.``."""
    return "".join(printed.translate(SUPERSCRIPTS).strip('()[]./ \t\xa0“”"').split())


def _blank_lines(source: str, start: int, end: int) -> list[Line]:
    """One blank line where two line ends follow each other, or a form feed stands between."""
    gap = source[start:end]
    if gap.count("\n") > 1 or "\f" in gap or gap.replace("\r\n", "\n").count("\r") > 1:
        return [Line(start, start, "", LineKind.BLANK)]
    return []


def classify_lines(lines: list[Line], opening: int, exhaustive: frozenset[BlockKind] = frozenset()) -> None:
    """Set the kind of every line that no block states, in place. ``opening`` is the index of the line with the first
    opening formula: only after it do symbols and titles repeat as running headers. Kinds of block that are
    ``exhaustive`` are not looked for."""
    if BlockKind.FURNITURE not in exhaustive:
        _find_furniture(lines, opening)
    if BlockKind.NOTE not in exhaustive:
        _find_footnotes(lines, opening)


def _find_furniture(lines: list[Line], opening: int) -> None:
    running = _running_headers(lines, opening)
    for index, line in enumerate(lines):
        if line.kind is not LineKind.BODY or line.block is not None:
            continue
        if line.text[0].isalpha() and line.text[0] not in "Pp" and index not in running:
            continue
        page = _PAGE_OF.fullmatch(line.text)
        paged = page and int(page[1]) <= int(page[2]) and _page_place(lines, index)
        repeated = index > opening and (index in running or (_PAGE.fullmatch(line.text) and _alone(lines, index)))
        if _FURNITURE.fullmatch(line.text) or paged or repeated:
            line.kind = LineKind.FURNITURE


def _page_place(lines: list[Line], index: int) -> bool:
    """A page number stands beside other furniture, or as the file's last words."""
    near = [lines[i] for i in range(max(index - 2, 0), min(index + 3, len(lines))) if i != index and lines[i].text]
    if not any(line.text for line in lines[index + 1 :]):
        return True
    return any(_FURNITURE.fullmatch(line.text) or _SYMBOL_LINE.fullmatch(line.text) for line in near)


def _alone(lines: list[Line], index: int) -> bool:
    before = index == 0 or not lines[index - 1].text
    after = index + 1 == len(lines) or not lines[index + 1].text
    return before and after


def _running_headers(lines: list[Line], opening: int) -> set[int]:
    """Lines of running headers: a group of lines without a blank that holds the document's symbol alone on a line,
    with the title beside it."""
    found: set[int] = set()
    head = _squeezed("".join(line.text for line in lines[:opening]))
    group: list[int] = []
    beside = False  # whether the group before was a header: the title may stand in one of its own after it
    for index in range(opening + 1, len(lines) + 1):
        if index < len(lines) and lines[index].text:
            group.append(index)
            continue
        if group:
            header = _header_lines(lines, group, head, shortest=_SHORT_TITLE if beside else _LONG_TITLE)
            found.update(header)
            beside = bool(header)
        group = []
    return found


def _header_lines(lines: list[Line], group: list[int], head: str, shortest: int) -> list[int]:
    symbols = [i for i in group if _SYMBOL_LINE.fullmatch(lines[i].text)]
    if symbols:
        place = group.index(symbols[0])
        rest = group[:place], group[place + 1 :]
        title = [
            i for part in rest for i in part if _squeezed(lines[i].text) in head or _FURNITURE.fullmatch(lines[i].text)
        ]
        return [*symbols, *title]
    # A heading that contents or an agenda printed before is no running title, nor is an annex's own title.
    if _NUMBERED_HEADING.match(lines[group[0]].text) or _after_annex(lines, group[0]):
        return []
    # A title repeated at a page's head stands between page furniture, and is long enough not to be a sentence's tail.
    last = lines[group[-1]].text
    if last[-1] in ".;:," or _ENDED.search(last, max(0, len(last) - _END)):
        return []
    joined = _squeezed("".join(lines[i].text for i in group if not _FURNITURE.fullmatch(lines[i].text)))
    return group if len(joined) > shortest and joined in head else []


def _after_annex(lines: list[Line], index: int) -> bool:
    before = next((line.text for line in reversed(lines[max(0, index - 3) : index]) if line.text), "")
    return bool(_ANNEX.fullmatch(before))


_NO_LETTERS = re.compile(r"[\W_]+")
_LONG_TITLE = 20
_SHORT_TITLE = 8
"""Letters that a running title has at least: alone, and beside the document's symbol."""


def _squeezed(text: str) -> str:
    return _NO_LETTERS.sub("", text).lower()


def _find_footnotes(lines: list[Line], opening: int) -> None:
    last = 0
    in_notes = ruled = False
    pending = ""  # the last body text, to see whether a paragraph is still open
    for index, line in enumerate(lines):
        if line.kind is LineKind.FURNITURE:
            ruled = ruled or bool(_RULE.fullmatch(line.text))
            if not ruled or not _RULE.fullmatch(line.text):
                ruled = False
                in_notes = False
            continue
        if line.kind in (LineKind.BLANK, LineKind.FOREIGN) or line.block is not None:
            in_notes = False
            continue
        first = index == 0 or lines[index - 1].kind in (LineKind.BLANK, LineKind.FURNITURE)
        marker = _NOTE.match(line.text)
        if marker and _is_note(
            line,
            marker,
            last=last,
            first=first,
            ruled=ruled,
            in_notes=in_notes,
            head=index < opening,
            following=next((other.text for other in lines[index + 1 : index + 3] if other.text), ""),
        ):
            line.kind = LineKind.NOTE
            line.marker = next(group for group in marker.groups() if group).translate(SUPERSCRIPTS)
            line.content = marker.end()
            last = int(line.marker) if line.marker.isdigit() else last
            in_notes = True
        elif in_notes and not _leaves_notes(line, lines[index - 1], pending):
            line.kind = LineKind.NOTE_MORE
        else:
            in_notes = False
            pending = line.text


def _is_note(
    line: Line,
    marker: re.Match[str],
    *,
    last: int,
    first: bool,
    ruled: bool,
    in_notes: bool,
    head: bool,
    following: str,
) -> bool:
    if marker["super"]:
        return True
    if marker["star"]:
        return (
            ruled or in_notes or (first and bool(_NOTE_WORDS.search(line.text) or line.text.startswith("* On behalf")))
        )
    number = marker["slash"] or marker["bracket"] or marker["plain"]
    if marker["slash"] and first and not head:
        return True
    if not number.isdigit():
        return ruled or in_notes
    expected = int(number) in range(last + 1, last + 3)
    if ruled or in_notes:
        return expected or (ruled and not last)
    if not first or head:
        return False
    if not (expected or not last):
        return False
    words = _NOTE_WORDS.search(line.text, marker.end(), marker.end() + 80)
    return bool(words) or _note_follows(number, following)


def _note_follows(number: str, following: str) -> bool:
    """Whether the next line is the note with the next number, known by its words."""
    marker = _NOTE.match(following)
    return (
        marker is not None
        and marker["plain"] == str(int(number) + 1)
        and _NOTE_WORDS.search(following, marker.end(), marker.end() + 80) is not None
    )


def _leaves_notes(line: Line, before: Line, pending: str) -> bool:
    """Whether a line right below a finished note is body text again, as after a lost page break."""
    if not before.text.endswith((".", "/")) or _ABBREVIATED.search(before.text):
        return False
    return (
        line.indented
        or line.text[0].islower()
        or _PARAGRAPH.match(line.text) is not None
        or (bool(pending) and not _ENDED.search(pending) and len(before.text) < 60)
    )
