"""Laws of reading: they hold for every text, whether it is a document or not."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_cases import Row, load_cases, read, tables_of
from reading_laws import breaches

from extract.normalized_text import normalize
from extract.source import Span
from extract.symbols import parse_identifier
from hostile import RUNS, hostile

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = {file.name: file.read_text("utf-8") for file in sorted((ROOT / "examples").glob("*.txt"))}
CASES = {f"{case.subject}: {case.title}": case.text for case in load_cases()}
LONG = tuple(EXAMPLES.values())

FRAGMENTS = (
    *("The General Assembly,", "The Security Council,", "Resolution 20/94", "79/390. Lamps in reading rooms", "A", "B"),
    *("United Nations A/RES/79/390", "Distr.: General", "8 January 2025", "Seventy-ninth session", "I", "II", "Annex"),
    *("Recalling its resolutions 55/25 and 58/4 of 31 October 2003,", "Deeply concerned about the dark,", "¹", "1 "),
    *("1. Requests the Secretary-General:", "2. Urges Member States to lend lamps;", "2 bis. Welcomes the lamps;"),
    *(
        "(a) To count the lamps;",
        "(i) In the hall;",
        "(ii) In the cellar;",
        "(b) To mend them, and invites States",
        "“",
    ),
    *("¹ United Nations, Treaty Series, vol. 2225, No. 39574.", "² Ibid., vol. 2349, No. 42146.", "3 See A/78/123."),
    *(
        "the Convention and the Protocols thereto,",
        "article 30, paragraph 2 (c), of the Convention",
        "*Welcomes*",
        "1/",
    ),
    *(
        "Council resolution 1325 (2000) and decision 7/1",
        "the Office",
        "the open-ended working group on lamps",
        "”",
        "[",
    ),
    *(
        "__________________",
        "24-24000   2/5",
        "A/RES/79/390",
        "\f",
        "54th plenary meeting",
        "17 December 2024",
        "long-",
    ),
    *("report to the Assembly at its eightieth session", "“Lamps of the Convention on the Rights of the Child”", "]"),
)
GAPS = (" ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\n \n", "\t", "\f", "")

documents = st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(GAPS)), max_size=30).map(
    lambda pieces: "".join(fragment + gap for fragment, gap in pieces)
)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@pytest.mark.parametrize("name", [*EXAMPLES, *CASES])
def test_the_laws_hold_for_every_example_and_case(name: str) -> None:
    assert breaches(read({**EXAMPLES, **CASES}[name])) == []


def test_there_are_examples_and_cases() -> None:
    assert len(EXAMPLES) >= 3
    assert len(CASES) >= 300


@quick
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    assert breaches(read(text)) == []


@quick
@given(documents)
def test_pieces_of_documents_in_any_order_are_read(text: str) -> None:
    assert breaches(read(text)) == []


@quick
@given(st.sampled_from(LONG), st.integers(0, 2**32))
def test_shuffled_lines_are_read(text: str, seed: int) -> None:
    lines = text.splitlines(keepends=True)
    Random(seed).shuffle(lines)
    assert breaches(read("".join(lines))) == []


@quick
@given(st.sampled_from(LONG), st.floats(0, 1), st.floats(0, 1))
def test_excerpts_are_read(text: str, one: float, other: float) -> None:
    start, end = sorted((int(one * len(text)), int(other * len(text))))
    assert breaches(read(text[start:end])) == []


@quick
@given(st.sampled_from(LONG), st.sampled_from(("\r\n", "\r", "\n\n", "\n \n", "\u2028", "\f")))
def test_line_ends_of_every_kind_are_read(text: str, end: str) -> None:
    assert breaches(read(text.replace("\n", end))) == []


def findings(text: str) -> dict[str, list[Row]]:
    """All that is read of a text, places apart."""
    places = ("document", "start", "end", "mention")
    return {
        name: [{column: cell for column, cell in row.items() if column not in places} for row in rows]
        for name, rows in tables_of(read(text)).items()
    }


@pytest.mark.parametrize("name", [*EXAMPLES, *CASES])
def test_line_ends_of_another_system_change_nothing(name: str) -> None:
    text = {**EXAMPLES, **CASES}[name]
    assert findings(text.replace("\n", "\r\n")) == findings(text)


def wrapped(text: str, width: int) -> str:
    """The text with the lines after the opening formula no longer than ``width``, as a page would have them."""
    head, formula, body = text.partition("The General Assembly,\n")
    blocks = body.split("\n\n")
    lines = "\n\n".join(textwrap.fill(b, width, break_on_hyphens=False, break_long_words=False) for b in blocks)
    return head + formula + lines


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("width", [45, 61, 90])
def test_the_width_of_a_page_changes_nothing(name: str, width: int) -> None:
    text = EXAMPLES[name]
    assert findings(wrapped(text, width)) == findings(text)


@quick
@given(documents)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


def test_another_process_reads_the_same() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import reading_cases as r;"
        "sys.stdout.buffer.write(repr(r.read(sys.stdin.buffer.read().decode())).encode())"
    )
    command = (sys.executable, "-c", program, str(Path(__file__).parent))
    printed = {
        subprocess.run(
            command,
            input="\n".join(LONG).encode(),
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
            cwd=ROOT,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    assert len(printed.pop()) > 10_000


NUMBERS = st.integers(1, 400)
ROMAN = st.sampled_from(("I", "IV", "IX", "XIV", "XXV", "XL", "XLVIII", "S-VI", "ES-V"))
LETTERS = st.sampled_from(("", "A", "B", "Z"))
identifiers = st.one_of(
    st.builds("A/RES/{}/{}{}".format, st.integers(31, 99), NUMBERS, LETTERS),
    st.builds("A/RES/{}({}){}".format, NUMBERS, ROMAN, LETTERS),
    st.builds("A/DEC/{}/{}{}".format, st.integers(31, 99), NUMBERS, LETTERS),
    st.builds("S/RES/{}({})".format, NUMBERS, st.integers(1946, 2030)),
    st.builds("S/PRST/{}/{}".format, st.integers(1994, 2030), NUMBERS),
    st.builds("E/{}/{}/{}".format, st.sampled_from(("RES", "DEC")), st.integers(1978, 2030), NUMBERS),
    st.builds(
        "{}/{}/{}/{}".format,
        st.sampled_from(("A/HRC", "CCPCJ", "CND", "CTOC/COP", "CAC/COSP")),
        st.sampled_from(("RES", "DEC")),
        st.integers(1, 60),
        NUMBERS,
    ),
    st.builds("A/C.{}/{}/L.{}/Rev.{}".format, st.integers(1, 6), st.integers(31, 99), NUMBERS, st.integers(1, 3)),
    st.builds("WHA{}.{}".format, st.integers(20, 80), NUMBERS.filter(lambda number: number < 100)),
)


@given(identifiers)
def test_a_canonical_identifier_parses_to_itself(identifier: str) -> None:
    assert parse_identifier(identifier) == identifier


@given(identifiers)
def test_letter_case_and_spaces_do_not_matter(identifier: str) -> None:
    assert parse_identifier(identifier.lower()) == identifier
    assert parse_identifier(identifier.replace("(", " (").replace(")", ") ")) == identifier


@given(st.one_of(st.text(max_size=30), st.text("AESCN/RDP.0123456789()XVI -", max_size=24)))
def test_what_is_parsed_once_is_parsed_for_good(text: str) -> None:
    identifier = parse_identifier(text)
    assert identifier is None or parse_identifier(identifier) == identifier


@st.composite
def stretched(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text, and stretches of it in order."""
    text = draw(st.text("ab-,. \n\t", min_size=1, max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return text, [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False) if start < end]


@given(stretched())
def test_normalizing_leads_back_to_the_source(drawn: tuple[str, list[Span]]) -> None:
    text, stretches = drawn
    normalized = normalize(text, stretches)
    printed = "".join(text[span.start : span.end] for span in stretches)
    assert "".join(normalized.text.split()) == "".join(printed.split())
    for offset, character in enumerate(normalized.text):
        if character != " ":
            assert text[normalized.source(offset)] == character
            span = normalized.span(offset, offset + 1, text)
            assert text[span.start : span.end] == character


SHORT, FACTOR = 8_000, 6
GENEROUS = 18
"""Three times what linear work takes, and half of what work by the square would."""


@pytest.mark.parametrize("run", RUNS)
def test_time_grows_with_the_length_of_the_text(run: str) -> None:
    read("The General Assembly,")
    long = _seconds(run, FACTOR * SHORT)
    limit = GENEROUS * max(_seconds(run, SHORT), 0.01)
    assert long < limit or _seconds(run, FACTOR * SHORT) < limit


def _seconds(kind: str, length: int) -> float:
    """The processor's time for a text of that length."""
    text = hostile(kind, length)
    start = time.process_time()
    read(text)
    return time.process_time() - start
