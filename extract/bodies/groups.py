"""Ad hoc groups recognized by their form: one identity and one name for a group, however a document prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import name_key
from extract.registers import GroupForm, Registers
from extract.slugs import slug

_ARTICLES = frozenset("a an the".split())
_SMALL = _ARTICLES | frozenset("of on for to in and or by with its their at as".split())
_FEW = 4
"""Words of a task ("to consider the need") that are too few to tell groups apart by."""

_KEY_WORDS = 10
_LETTERS = re.compile(r"[^\W\d_]+")
_OPEN = re.compile(r"\s*\([^()]*$")
_SIGNS = str.maketrans({"\u2011": "-", "\u2010": "-", "'": "’", "\u200d": None, "\u200b": None})


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of the registers made ready: ``pattern`` finds the words of any of them, ``by_words`` says whose they
    are, ``needed`` are words of which each of them has one; ``general`` are words of a purpose that set no group apart
    from another of its kind."""

    pattern: re.Pattern[str]
    by_words: Mapping[str, GroupForm]
    needed: tuple[str, ...]
    general: frozenset[str]

    def may_stand_in(self, folded: str) -> bool:
        """Whether the words of a form can be found in a folded text at all."""
        return any(word in folded for word in self.needed)


@lru_cache(maxsize=4)
def forms_of(registers: Registers) -> Forms:
    """The forms of these registers, compiled once a process."""
    by_words = {words.lower(): form for form in registers.group_forms for words in form.words}
    listed = sorted(by_words, key=lambda words: (-len(words), words))
    alternatives = "|".join(" ".join(map(_in_either_case, words.split())) for words in listed)
    pattern = re.compile(rf"\b(?:{alternatives})\b" if listed else r"(?!)")
    needed: list[str] = []
    for words in sorted(by_words, key=lambda words: (len(words), words)):
        if not any(word in words for word in needed):
            needed.append(words.split()[-1])
    return Forms(pattern, by_words, tuple(needed), frozenset(registers.word_lists["general purpose"]))


def _in_either_case(word: str) -> str:
    return re.escape(word) if word in _SMALL else f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}"


def group_key(form: GroupForm, lead: str, purpose: str, parent: str, general: frozenset[str]) -> str:
    """One key for one group: what it is and the content words of its purpose, without number, in the order printed.
    One that they do not tell apart ("the open-ended working group") has its ``parent``, the slug of its organ, in its
    key, since others have such groups too."""
    name = name_key(form.name).split()
    if not purpose:
        return "-".join([*filter(None, [parent]), *map(slug, _lead(lead)), *name])
    words = [_singular(word) for printed in _printed(purpose) for word in _content(printed)]
    short = purpose.lower().startswith("to ") and len(words) < _FEW
    of_any = short or all(word in general or word.isdigit() for word in words)
    return slug(" ".join([*([parent] if of_any else []), *name, *words]))


def group_label(form: GroupForm, lead: str, purpose: str) -> str:
    """The name of a group in capitals as titles have them, without articles, and what leads up to it ("open-ended")
    only where nothing else sets it apart."""
    if not purpose:
        return " ".join([*(word[:1].upper() + word[1:] for word in _lead(lead)), form.name]).replace("Ad-hoc", "Ad Hoc")
    words = [word for word in _printed(purpose) if word.lower() not in _ARTICLES]
    shouted = " ".join(words).isupper()
    return " ".join([form.name, *(_titled(word, shouted=shouted) for word in words)])


def _lead(lead: str) -> list[str]:
    """The words before a group's own, in one order and spelling."""
    plain = name_key(lead.lower().replace("inter-sessional", "intersessional")).replace("open ended", "open-ended")
    plain = (
        plain.replace("ad hoc", "ad-hoc").replace("high level", "high-level").replace("inter agency", "inter-agency")
    )
    return sorted({word for word in plain.split() if word != "and"})


def _printed(purpose: str) -> Iterator[str]:
    """The printed words of a purpose up to as many content words as a key has."""
    count = 0
    for word in _OPEN.sub("", purpose).translate(_SIGNS).split():
        if count >= _KEY_WORDS:
            return
        count += len(_content(word))
        yield word


def _content(printed: str) -> list[str]:
    return [word for word in name_key(printed).split() if word not in _SMALL]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "siu" else word


def _titled(word: str, *, shouted: bool) -> str:
    if word.lower() in _SMALL:
        return word.lower()
    parts = _LETTERS.sub(lambda m: m[0] if m[0].isupper() and not shouted else m[0].lower(), word)
    first = _LETTERS.search(parts)
    return parts[: first.start()] + parts[first.start()].upper() + parts[first.start() + 1 :] if first else parts
