"""The verb forms of the registers, found with the adverbs that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.registers import Registers, Verb

ADVERBS: Final = frozenset(
    "also further furthermore strongly urgently firmly kindly similarly equally again once more deeply particularly "
    "earnestly accordingly therefore solemnly explicitly emphatically unequivocally vigorously fully especially "
    "likewise additionally moreover nevertheless still reiteratively categorically vehemently gravely seriously "
    "profoundly extremely greatly warmly gratefully highly keenly sincerely formally consequently thus hereby "
    "finally specifically immediately expressly respectfully cordially unreservedly unanimously".split()
)
"""Words that stand beside a verb without changing which verb it is."""

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class VerbAt:
    """A verb form found in a text at ``[start, end)``, its adverbs included."""

    start: int
    end: int
    verb: Verb
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The verb forms with one first word: by their words, adverbs left out; ``longest`` counts those of the longest."""

    forms: Mapping[tuple[str, ...], tuple[tuple[Verb, tuple[str, ...]], ...]]
    longest: int


_Forms = dict[str, _Beginning]
"""First word of a verb form → the forms that begin with it."""


class VerbForms:
    """Verb forms by ``position``: ``operative``, ``preambular``, and ``past`` as decisions report them."""

    def __init__(self, registers: Registers) -> None:
        self._forms = {position: _by_first_word(registers, position) for position in ("operative", "preambular")}
        self._single = {
            position: {
                word: verb
                for word, beginning in forms.items()
                for verb, form in beginning.forms.get((word,), ())
                if len(form) == 1
            }
            for position, forms in self._forms.items()
        }
        self._forms["past"] = _past(self._forms["operative"])
        self._finite = {
            position: AhoCorasick(sorted(forms), matchkind=MatchKind.LeftmostLongest)
            for position, forms in self._forms.items()
            if forms
        }

    def starts(self, folded: str, position: str) -> Iterator[int]:
        """Offsets of words with which a verb form of ``position`` can begin."""
        if position in self._finite:
            for _, start, end in self._finite[position].find_matches_as_indexes(folded):
                if bounded(folded, start, end):
                    yield start

    def single_words(self, position: str) -> dict[str, Verb]:
        """Verb forms of one word, to compare damaged words with."""
        return self._single[position]

    def at(self, text: str, start: int, position: str) -> VerbAt | None:
        """The verb form that begins at ``start`` (adverbs before, after and inside it allowed), longest first."""
        forms = self._forms[position]
        words: list[tuple[int, int, str]] = []
        at = start
        first = -1
        wanted = _MOST_WORDS
        while len(words) < _MOST_WORDS:
            match = _WORD.match(text, at)
            if not match:
                break
            word = match[0].lower().replace("’", "'")
            words.append((at, match.end(), word))
            if first < 0 and (word in forms or word not in ADVERBS):
                if word not in forms:
                    return None
                first = len(words) - 1
                wanted = forms[word].longest
            # The longest form is read to its end, with the adverbs after it.
            if first >= 0 and word not in ADVERBS:
                if wanted == 0:
                    break
                wanted -= 1
            at = match.end()
            if text[at : at + 1] == "," and word in ADVERBS:
                at += 1
            if text[at : at + 1] != " ":
                break
            at += 1
        if first < 0:
            return None
        known = forms[words[first][2]]
        plain = tuple(word for _, _, word in words[first:] if word not in ADVERBS)
        for length in range(min(len(plain), known.longest), 0, -1):
            for verb, form in known.forms.get(plain[:length], ()):
                end = _follow(words, first, form)
                if end is not None:
                    return VerbAt(start, end, verb)
        return None


def bounded(folded: str, start: int, end: int) -> bool:
    """Whether a match is bounded by something other than letters and figures."""
    before = start == 0 or not folded[start - 1].isalnum()
    after = end == len(folded) or not (folded[end].isalnum())
    return before and after


def _follow(words: list[tuple[int, int, str]], first: int, form: tuple[str, ...]) -> int | None:
    """Where ``form`` ends if the words from ``first`` on spell it, adverbs between and right after included."""
    at = first
    for index, word in enumerate(form):
        while index and at < len(words) and words[at][2] != word and words[at][2] in ADVERBS:
            at += 1
        if at == len(words) or words[at][2] != word:
            return None
        at += 1
    while at < len(words) and words[at][2] in ADVERBS:
        at += 1
    return words[at - 1][1]


def _by_first_word(registers: Registers, position: str) -> _Forms:
    return _forms((verb, tuple(verb.form.lower().split())) for verb in registers.verbs if verb.position == position)


def _forms(rows: Iterable[tuple[Verb, tuple[str, ...]]]) -> _Forms:
    table: dict[str, dict[tuple[str, ...], list[tuple[Verb, tuple[str, ...]]]]] = {}
    for verb, words in rows:
        plain = (words[0], *(word for word in words[1:] if word not in ADVERBS))
        table.setdefault(words[0], {}).setdefault(plain, []).append((verb, words))
    return {
        word: _Beginning(
            {plain: tuple(sorted(rows, key=lambda row: -len(row[1]))) for plain, rows in forms.items()},
            max(map(len, forms)),
        )
        for word, forms in table.items()
    }


_IRREGULAR = {
    "takes": "took", "draws": "drew", "gives": "gave", "holds": "held", "commits": "committed", "submits": "submitted",
    "regrets": "regretted", "refers": "referred", "undertakes": "undertook", "makes": "made", "sets": "set",
    "transmits": "transmitted", "defers": "deferred", "pays": "paid", "is": "was", "has": "had",
}  # fmt: skip


def _past(forms: _Forms) -> _Forms:
    """The operative forms as decisions report them: "decided", "took note"."""
    reported: list[tuple[Verb, tuple[str, ...]]] = []
    for word, beginning in forms.items():
        stem = word.removesuffix("s")
        if word.endswith("ies"):
            past = word[:-3] + "ied"
        elif stem.endswith("e"):
            past = stem + "d" if not word.endswith(("shes", "ches", "sses")) else stem[:-1] + "ed"
        else:
            past = stem + "ed"
        past = _IRREGULAR.get(word, past)
        reported.extend((verb, (past, *rest)) for rows in beginning.forms.values() for verb, (_, *rest) in rows)
    return _forms(reported)
