"""Amendments to drafts: which draft one proposes to change, and where its changes begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.structure.lines import Line, LineKind

PROPOSAL = re.compile(
    # as in "Iceland:* amendment to revised draft resolution A/C.3/79/L.990/Rev.1"
    r"\b(?P<verb>[Aa]mendments?\s+to)\s+(?:the\s+)?(?:[Rr]evised\s+)?[Dd]raft\s+(?:resolution|decision)\s+"
    r"(?:contained\s+in\s+(?:document\s+)?)?(?P<draft>[A-Z]+/[\w./-]*\w)"
)
"""What the head of an amendment says that it is."""

CHANGE = re.compile(
    r"(?:In|At the (?:end|beginning) of)\s+(?:the\s|operative\s|preambular\s|paragraphs?\s)"
    r"|(?:After|Before|Following|Between)\s.*\b(?:insert|add)|(?:After|Before|Following|Between)\s.*\bparagraphs?\b"
    r"|(?:Delete|Replace|Insert|Add|Substitute|Amend|Reword|Renumber|Move)\b",
    re.DOTALL,
)
"""The first words of a change."""

_BEFORE = re.compile(r"(?:^|:\s*\**\s*|\b[Rr]evised )\Z", re.MULTILINE)
_NUMBER = re.compile(r"\d{1,2}\.")
_FIRST_LINES = 80
_NEAR = 40
_WRAPPED = 3
"""Lines over which what an amendment is, or the place of a change, can be broken."""


def first_change(lines: Sequence[Line]) -> int | None:
    """The index of the line with which the changes of an amendment begin, None where the file is none."""
    head = next((at for at in range(min(len(lines), _FIRST_LINES)) if _says_so(lines, at)), None)
    if head is None:
        return None
    for at in range(head + 1, min(len(lines), _FIRST_LINES)):
        if CHANGE.match(_joined(lines, at)):
            before = next((i for i in range(at - 1, head, -1) if lines[i].kind is not LineKind.BLANK), head)
            return before if _NUMBER.fullmatch(lines[before].text) else at
    return None


def says_so(text: str) -> bool:
    """Whether a line of ``text``, the lines of a head, says that this is an amendment, with or without who proposes
    it."""
    return any(_BEFORE.search(text, max(0, match.start() - _NEAR), match.start()) for match in PROPOSAL.finditer(text))


def _says_so(lines: Sequence[Line], at: int) -> bool:
    text = _joined(lines, at)
    match = PROPOSAL.search(text)
    return match is not None and match.start() < len(lines[at].text) and says_so(text[: match.end()])


def _joined(lines: Sequence[Line], at: int) -> str:
    """A line with those that it may go on in, without its number."""
    text = " ".join(line.text for line in lines[at : at + _WRAPPED] if line.text)
    return re.sub(r"^\d{1,2}\.\s+", "", text)
