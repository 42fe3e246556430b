"""The language of a stretch of text, by its script and its small words. Codes are those of BCP 47 (``en``, ``fr``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

ENGLISH = "en"
UNDETERMINED = "und"

NAMES: Mapping[str, str] = {
    "ar": "Arabic",
    "zh": "Chinese",
    "en": "English",
    "fr": "French",
    "ru": "Russian",
    "es": "Spanish",
    "de": "German",
    "pt": "Portuguese",
    "it": "Italian",
    "nl": "Dutch",
    "uk": "Ukrainian",
    "el": "Greek",
    "he": "Hebrew",
    "hi": "Hindi",
    "th": "Thai",
    "ko": "Korean",
    "ja": "Japanese",
    "und": "undetermined",
}
"""The languages that can be recognized, by their codes."""

_SMALL: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        "the of and to in that for on by with is are be its this these which as from or has have been not their at it "
        "an shall was were will all any such other".split()
    ),
    "fr": frozenset(
        "le la les des du de et à au aux en dans par pour que qui sur est une un ce cette ces ainsi l d qu n s sa ses "
        "leur leurs sont ou avec être été ont afin se il elle ne pas dont".split()
    ),
    "es": frozenset(
        "el la los las de del y en que por para con una un su sus al se como lo es entre sobre también ha han más e "
        "este esta estos sin".split()
    ),
    "de": frozenset(
        "der die das und den dem des von zu im mit für auf ist eine ein einer eines sich nicht auch als bei nach über "
        "sowie durch zur zum werden wird daß dass ihrer ihre aus sind hat".split()
    ),
    "pt": frozenset(
        "o os e de da dos das em na nos nas que para por com um uma ao aos à às sua seus suas seu pelo pela pelos "
        "entre não mais como sobre também".split()
    ),
    "it": frozenset(
        "il di che e la le per con del della dei delle degli gli un una sono nel nella al alla da dal dalla lo si non "
        "è l".split()
    ),
    "nl": frozenset(
        "de het een van en dat te voor met zijn aan bij die niet tot ook wordt worden deze om uit over naar".split()
    ),
}
"""Words that join others: some of every four words in running text. Those that are English words too stand only
there."""

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SCRIPTS = (
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_LETTERS = 10
"""Letters of another script that are enough to recognize it."""

_UNSPACED = frozenset(("zh", "ja", "th"))
_WORDS = 8
"""Words that are enough to judge a stretch by."""

_RUNNING = 0.25
"""Share of words in small letters, those that join others apart, that running text has at least: a list of names, of
associations say, has next to none, German some half."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a stretch reads as: ``language`` empty where its words are too few, or its small words do not show it;
    ``lean`` what little there is points to, empty too; ``words`` how many words it has."""

    language: str
    lean: str
    words: int


def judge(text: str) -> Judgement:
    """The language of ``text``, which is best a paragraph: of a mixture, that of most of its small words."""
    if not text.isascii():
        script, letters = _script(text)
        if script:
            words = letters // 2 if script in _UNSPACED else len(_WORD.findall(text))
            return Judgement(script if letters >= _LETTERS else "", script, words)
    printed = _WORD.findall(text)
    words_of = [word.lower() for word in printed]
    hits = {code: sum(word in small for word in words_of) for code, small in _SMALL.items()}
    english = hits.pop(ENGLISH)
    best = max(hits, key=lambda code: hits[code])
    count = len(words_of)
    if english > hits[best]:
        return Judgement(ENGLISH if english >= 2 and count >= _WORDS else "", ENGLISH, count)
    if hits[best] > 2 * english:
        others = count - hits[best]
        small = sum(map(str.islower, printed)) - hits[best]
        enough = count >= _WORDS and hits[best] >= max(3, count / 5) and small >= others * _RUNNING
        return Judgement(best if enough else "", best, count)
    return Judgement("", "", count)


def _script(text: str) -> tuple[str, int]:
    """The script other than Latin in which most letters stand, named by its language, and how many do."""
    counts = {code: len(pattern.findall(text)) for code, pattern in _SCRIPTS}
    best = max(counts, key=lambda code: counts[code])
    letters = counts[best]
    if letters == 0 or letters < len(_LATIN.findall(text)):
        return "", 0
    if best == "zh" and counts["ja"]:
        return "ja", letters + counts["ja"]
    if best == "ru" and _UKRAINIAN.search(text):
        return "uk", letters
    return best, letters


def plainly_english(text: str) -> bool:
    """Whether ``text`` (some thousand characters) is English without a closer look: English small words everywhere,
    next to none of another language, hardly a letter beyond ASCII. Costs a fraction of a closer look."""
    size = len(text)
    return (
        (text.count(" the ") + text.count(" and ")) * 100 >= size
        and text.count(" de ") < 2
        and (len(text.encode("utf-8", "surrogatepass")) - size) * 33 < size
    )
