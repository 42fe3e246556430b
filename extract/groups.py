"""Ad hoc groups told by their form: one identity and one name for a group, however a document prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.lexicon import name_key
from extract.slugs import slug

_FORMS = (
    ("working", "Working Group", "working-group"),
    ("task", "Task Force", "task-force"),
    ("panel", "Panel of Experts", "expert-group"),
    ("preparatory", "Preparatory Committee", "committee"),
    ("ad hoc", "Ad Hoc Committee", "committee"),
    ("commission", "Commission of Inquiry", "commission"),
    ("fact", "Fact-finding Mission", "mission"),
    ("trust", "Trust Fund", "trust-fund"),
    ("", "Expert Group", "expert-group"),
)
"""How a group's own words begin, its name by them, its kind."""

_ARTICLES = frozenset("a an the".split())
_SMALL = _ARTICLES | frozenset("of on for to in and or by with its their at as".split())
_GENERAL = frozenset(
    "conference convention protocol council commission committee assembly question subject matter issue work mandate "
    "session meeting period term year one two three participation planning monitoring confirmation final decision "
    "purpose programme budget report recommendation preparation".split()
)
"""Words by which no group is told from another of its kind."""

_FEW = 4
"""Words of a task ("to consider the need") that are too few to tell a group by."""

_KEY_WORDS = 10
_LETTERS = re.compile(r"[^\W\d_]+")
_OPEN = re.compile(r"\s*\([^()]*$")
_SIGNS = str.maketrans({"\u2011": "-", "\u2010": "-", "'": "’", "\u200d": None, "\u200b": None})


def kind_of(core: str) -> str:
    """The kind of a group by its own words: ``expert-group`` for "group of governmental experts"."""
    return _form(core)[1]


def group_key(core: str, lead: str, purpose: str, parent: str) -> str:
    """One key for one group: what it is and the content words of its purpose, without number, in the order printed.
    One that is not told by them ("the open-ended working group") has its ``parent``, the slug of its organ, in its
    key, since others have such groups too."""
    form = name_key(_form(core)[0]).split()
    if not purpose:
        return "-".join([*filter(None, [parent]), *map(slug, _lead(lead)), *form])
    words = [_singular(word) for printed in _kept(purpose) for word in _content(printed)]
    short = purpose.lower().startswith("to ") and len(words) < _FEW
    general = short or all(word in _GENERAL or word.isdigit() for word in words)
    return slug(" ".join([*([parent] if general else []), *form, *words]))


def group_label(core: str, lead: str, purpose: str) -> str:
    """The name of a group in capitals as titles have them, without articles, and what leads up to it ("open-ended")
    only where nothing else tells it."""
    name = _form(core)[0]
    if not purpose:
        return " ".join([*(word[:1].upper() + word[1:] for word in _lead(lead)), name]).replace("Ad-hoc", "Ad Hoc")
    words = [word for word in _kept(purpose) if word.lower() not in _ARTICLES]
    shouted = " ".join(words).isupper()
    return " ".join([name, *(_titled(word, shouted=shouted) for word in words)])


def _form(core: str) -> tuple[str, str]:
    first = core.lower()
    return next((name, kind) for start, name, kind in _FORMS if first.startswith(start))


def _lead(lead: str) -> list[str]:
    """The words before a group's own, in one order and spelling."""
    plain = name_key(lead.lower().replace("inter-sessional", "intersessional")).replace("open ended", "open-ended")
    plain = (
        plain.replace("ad hoc", "ad-hoc").replace("high level", "high-level").replace("inter agency", "inter-agency")
    )
    return sorted({word for word in plain.split() if word != "and"})


def _kept(purpose: str) -> Iterator[str]:
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
