"""What share of the treaties, bodies and named instruments that documents mention the registers know.

    python bench/register_coverage.py [CORPUS] [--gold DIR] [--most N] [--registers DIR]

A detector that knows no register (``mentions.py``) finds names by their form in the units and footnotes that the
reading makes of every ``.txt`` file below ``CORPUS`` (default ``../shared/corpus``); those in another language than
English are left out. A mention is *named* if registered names, aliases, acronyms or groups cover every head word of it
and nothing capitalised is left that goes on with a name. It is *explained* if it is named; if it is an ad hoc group or
an officer recognized by form, or a Treaty Series; or if it refers back to what the same document named before: as the
reading resolves it ("the Protocols thereto"), or by some words of the registered name, in order ("the Advisory
Committee"), or a treaty's year ("the 1949 Convention"). Shares are counted by mention. The detector's own recall is
measured on annotated documents, where they lie beside the project: the share of annotated bodies and treaties whose
mentions it touches.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from extract.bodies import BodyFinder, OrganContext, organ_words
from extract.citations.resolve.history import TreatyHistory
from extract.citations.resolve.references_back import antecedents
from extract.citations.resolve.treaties import treaties_of
from extract.citations.treaties import find_back_references, find_treaties
from extract.language import ENGLISH, judge
from extract.lexicon import Lexicon, Named, fold, lexicon_of
from extract.model import BodyMention, Citation, TargetKind, UnitKind
from extract.normalized_text import normalize
from extract.pipeline import extract
from extract.read import read_source
from extract.registers import Body, Instrument, Treaty, load_registers
from extract.scan import Scan, scan
from extract.source import Span
from extract.structure import Layout, Paragraph, lay_out
from mentions import Kind, Mention, Word, find_mentions

SHARED = Path(__file__).resolve().parents[2] / "shared"
TARGETS = {Kind.TREATY: 0.95, Kind.BODY: 0.85, Kind.INSTRUMENT: 0.75}
_CHUNK = 20
_GOES_ON = frozenset("of on for against to concerning relating regarding with".split())
"""Small words by which a name goes on after what is registered of it."""

_SERIES = re.compile(
    r"(?:United Nations, )?Treaty Series|(?:United Nations )?Treaty Collection"
    r"|Multilateral Treaties Deposited with the Secretary-General"
)
"""Where treaties are published: a head word that names none."""

_GLUED = re.compile(r"(?<=[a-z])\d{1,3}\b")
"""The number of a footnote that plain text glues to the word before it."""

_OF_A_SET = frozenset(("optional", "additional", "protocol"))
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class MentionTally:
    """Mentions of each kind, how many of them are named in full, and the spellings of those that nothing explains."""

    mentions: Counter[Kind]
    named: Counter[Kind]
    unexplained: Counter[tuple[Kind, str]]

    def share(self, kind: Kind) -> float:
        """The explained share of the mentions of ``kind``, 1 where there are none."""
        missing = sum(count for (of, _), count in self.unexplained.items() if of is kind)
        return 1 - missing / self.mentions[kind] if self.mentions[kind] else 1.0

    def named_share(self, kind: Kind) -> float:
        """The share named in full, 1 where there are none."""
        return self.named[kind] / self.mentions[kind] if self.mentions[kind] else 1.0

    def add(self, other: MentionTally) -> None:
        """Take in the counts of ``other``."""
        self.mentions.update(other.mentions)
        self.named.update(other.named)
        self.unexplained.update(other.unexplained)


def _nothing() -> MentionTally:
    return MentionTally(Counter(), Counter(), Counter())


@cache
def _lexicon(registers: str) -> Lexicon:
    return lexicon_of(load_registers(Path(registers) if registers else None))


def tally(layout: Layout, lexicon: Lexicon) -> MentionTally:
    """Count the mentions of a document, its footnotes after its units."""
    result = _nothing()
    named_before = _NamedBefore(lexicon, layout)
    notes = [Paragraph(note.unit, UnitKind.FOOTNOTE, "", note.normalized) for note in layout.footnotes]
    for unit in map(_unglued, (*layout.paragraphs, *notes)):
        found = list(find_mentions(unit.text)) if is_english(unit.text) else []
        if not found:
            continue
        scanned = scan(unit, lexicon)
        groups = [(start, end) for start, end, _ in lexicon.groups(scanned.folded)]
        explained = named_before.explained(scanned)
        for mention in found:
            result.mentions[mention.kind] += 1
            if is_named(mention, scanned.names, groups):
                result.named[mention.kind] += 1
            elif not (_touches(mention, explained) or named_before.shortens(mention)):
                result.unexplained[mention.kind, unit.text[mention.start : mention.end]] += 1
    return result


def _unglued(unit: Paragraph) -> Paragraph:
    text = _GLUED.sub("", unit.text)
    return unit if text == unit.text else replace(unit, normalized=normalize(text, [Span(0, len(text))]))


def is_english(text: str) -> bool:
    """Whether nothing speaks for another language than English."""
    return judge(text).lean in ("", ENGLISH)


def _touches(mention: Mention, spans: list[tuple[int, int]]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in spans)


class _NamedBefore:
    """What a document named so far, and so what short forms and references back in it mean by the registers."""

    def __init__(self, lexicon: Lexicon, layout: Layout) -> None:
        self._lexicon = lexicon
        adopting = lexicon.registers.body.get(layout.head.adopted_by_key)
        self._bodies = BodyFinder(lexicon, OrganContext(adopting, organ_words(lexicon.registers)))
        default = lexicon.registers.treaty.get(adopting.treaty) if adopting else None
        self._treaties = TreatyHistory(lexicon.registers, default, (), str(layout.head.date or ""))
        self._names: dict[tuple[str, ...], Treaty | Body | Instrument] = {}

    def explained(self, paragraph: Scan) -> list[tuple[int, int]]:
        """Where bodies are recognized by form or short form, treaties by reference back, or a treaty series cited."""
        self._treaties.next_unit()
        for name in paragraph.names:
            for row in name.rows:
                self._names.update(dict.fromkeys(_spelt(row), row))
                if isinstance(row, Treaty):
                    self._treaties.named(row)
        found = [(body.start, body.end) for body in self._bodies.find(paragraph) if body.rule != "body-name"]
        found += [
            (back.start, back.end) for back in find_back_references(paragraph) if antecedents(back, self._treaties)
        ]
        found += [
            (mention.start, mention.end)
            for mention in find_treaties(paragraph, self._lexicon)
            if mention.protocols and treaties_of(mention, self._treaties)
        ]
        return found + [match.span() for match in _SERIES.finditer(paragraph.text)]

    def shortens(self, mention: Mention) -> bool:
        """Whether the mention is short for a registered name that stood before it: its capitalised words are some of
        the name's, in order ("Advisory Committee"), for a treaty in any order ("Headquarters Agreement"), number
        aside; a year may be that of a treaty's adoption; "Optional Protocols" are those of a treaty named before."""
        words = [_stem(word.text) for word in mention.words if word.capital]
        years = {word for word in words if _YEAR.fullmatch(word)}
        plain = [word for word in words if word not in years]
        for name, row in self._names.items():
            if _in_order(words, name):
                return True
            if isinstance(row, Treaty):
                if set(plain) <= {*name} and years <= {*name, row.adopted[:4]}:
                    return True
                if set(words) <= _OF_A_SET and row.id in self._lexicon.registers.protocols:
                    return True
        return False


@cache
def _spelt(row: Treaty | Body | Instrument) -> tuple[tuple[str, ...], ...]:
    """The stems of the words of each name of a row."""
    title = row.title if isinstance(row, Treaty) else row.name
    return tuple(tuple(_stem(word) for word in name.split()) for name in (title, *row.aliases))


@cache
def _stem(word: str) -> str:
    """A word without case, genitive, punctuation and plural."""
    return re.sub(r"'s$|s'$|s$", "", fold(word).strip(',;:.()"')) or word


def _in_order(words: list[str], name: tuple[str, ...]) -> bool:
    rest = iter(name)
    return bool(words) and all(word in rest for word in words)


def is_named(mention: Mention, names: tuple[Named, ...], groups: list[tuple[int, int]]) -> bool:
    """Whether registered names and groups explain all that makes the mention a name."""
    known = [*((name.start, name.end) for name in names), *groups]
    covering = [(start, end) for start, end in known if start < mention.end and mention.start < end]
    if not covering:
        return False

    def covered(word: Word) -> bool:
        return any(start <= word.start < end for start, end in covering)

    for index, word in enumerate(mention.words):
        if covered(word) or not word.capital:
            continue
        if word.head or _continues(mention.words, index, covered):
            return False
    return True


def _continues(words: tuple[Word, ...], index: int, covered: Callable[[Word], bool]) -> bool:
    """Whether an uncovered word belongs to the name beside it: right before it ("Joint Council of …"), or after it
    by a small word ("Plan of Action" + "against Drought")."""
    after = words[index + 1] if index + 1 < len(words) else None
    if words[index].text.isdigit() and index == 0:
        return False  # "2005 World Summit Outcome": when, not what
    if after is not None and covered(after) and after.capital:
        return True
    before = index - 1
    if before >= 0 and not words[before].capital:
        while before > 0 and not words[before - 1].capital:
            before -= 1
        return words[before].text in _GOES_ON and before > 0 and covered(words[before - 1])
    return False


def _tally_files(files: list[Path], registers: str) -> MentionTally:
    total = _nothing()
    lexicon = _lexicon(registers)
    for file in files:
        for layout in lay_out(read_source(file, file.name), lexicon).layouts:
            total.add(tally(layout, lexicon))
    return total


def measure(corpus: Path, registers: str = "") -> MentionTally:
    """The tally of all files below ``corpus``."""
    files = sorted(corpus.rglob("*.txt"))
    chunks = [files[at : at + _CHUNK] for at in range(0, len(files), _CHUNK)]
    total = _nothing()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for one in pool.map(_tally_files, chunks, [registers] * len(chunks)):
            total.add(one)
    return total


@dataclass(frozen=True, slots=True)
class Recall:
    """Of annotated names: how many the detector touches, how many there are, and how many no full name stands for."""

    touched: int
    of: int
    nameless: int


def recall(gold: Path, documents: Path, lexicon: Lexicon) -> Recall:
    """The detector's recall on annotated documents. Where an annotated body or treaty stands in its unit is decided by
    our reading; those that it finds only by a short form or a reference back are no full names, and set apart."""
    patterns = json.loads((gold / "bodies.json").read_text("utf-8"))
    counts: Counter[str] = Counter()
    for seed in sorted((gold / "seeds").glob("*.json")):
        annotated = json.loads(seed.read_text("utf-8"))
        source = read_source(documents / annotated["file"], annotated["file"])
        document = extract(source, lexicon.registers).documents[0]
        spans = {unit.name: unit.spans for unit in document.units}
        for unit, what in annotated["units"].items():
            detected = list(_detected(source.text, spans.get(unit, ())))
            for key in what["bodies"]:
                pattern = re.compile(patterns.get(key, r"(?!)"))
                at = [b.span for b in document.bodies if b.unit == unit and _full(b) and pattern.search(b.label)]
                counts[_outcome(at, detected)] += 1
            for target in {c["target"] for c in what["cites"] if c["target"].startswith(("MTDSG/", "UNTS/", "LNTS/"))}:
                at = [c.span for c in document.citations if c.unit == unit and _by_name(c) and c.target == target]
                counts[_outcome(at, detected)] += 1
    return Recall(counts["touched"], counts["touched"] + counts["missed"], counts["nameless"])


def _full(body: BodyMention) -> bool:
    return body.rule not in ("short-form", "group-again")


def _by_name(citation: Citation) -> bool:
    named = citation.rule.startswith(("treaty-name", "treaty-acronym", "treaty-in-name"))
    return named and citation.kind is TargetKind.TREATY and not citation.footnote


def _outcome(at: list[Span], detected: list[Span]) -> str:
    if not at:
        return "nameless"
    touched = any(one.start < span.end and span.start < one.end for one in at for span in detected)
    return "touched" if touched else "missed"


def _detected(text: str, spans: tuple[Span, ...]) -> Iterator[Span]:
    """Where in the source the detector finds mentions, in what a unit was normalized from."""
    normalized = normalize(text, spans)
    for mention in find_mentions(normalized.text):
        yield normalized.span(mention.start, mention.end, text)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What share of the names that documents mention the registers know.")
    parser.add_argument("corpus", nargs="?", type=Path, default=SHARED / "corpus")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold", help="annotations, with bodies.json and seeds/")
    parser.add_argument("--most", type=int, default=25, metavar="N", help="how many unexplained names to list")
    parser.add_argument("--registers", default="", metavar="DIR", help="registers to measure instead of the project's")
    asked = parser.parse_args()
    total = measure(asked.corpus, asked.registers)
    print(f"{'kind':12} {'mentions':>9} {'named':>7} {'explained':>10} {'target':>7}")
    for kind in Kind:
        target = f"{TARGETS[kind]:7.0%}" if kind in TARGETS else ""
        print(f"{kind:12} {total.mentions[kind]:9} {total.named_share(kind):7.1%} {total.share(kind):10.1%} {target}")
    for kind in Kind:
        print(f"\nunexplained, {kind}:")
        rows = [(count, name) for (of, name), count in total.unexplained.items() if of is kind]
        for count, name in sorted(rows, key=lambda row: (-row[0], row[1]))[: asked.most]:
            print(f"  {count:6}  {name}")
    if (asked.gold / "seeds").is_dir():
        found = recall(asked.gold, asked.gold.parent / "documents", _lexicon(asked.registers))
        print(
            f"\nrecall of the detector: {found.touched} of {found.of} annotated names touched"
            f" ({found.nameless} more stand there by a short form or a reference back alone)"
        )


if __name__ == "__main__":
    main()
