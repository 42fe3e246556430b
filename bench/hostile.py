"""How reading time grows with hostile texts: one thing said over and over, up to 10 MB.

    python bench/hostile.py [--largest BYTES] [KIND …]

Prints the seconds of processor time at each size, and marks a kind where from one size to the next time grows faster
than size to the power of 1.15. A kind whose next size would take more than two minutes is left there, marked.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterator

from extract.pipeline import extract
from extract.registers import Registers, load_registers
from extract.source import Source

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
POWER = 1.15
LEAST_SECONDS = 0.02
"""Below this a time says more about the clock than about the text."""
PATIENCE = 120.0

OPENING = "The General Assembly,\n\nRecalling "

RUNS = {
    "digits": "1",
    "figures": "1, ",
    "brackets": "(",
    "square brackets": "[",
    "markers in brackets": "[1]",
    "superscripts": "word¹ ",
    "strokes": "1/",
    "resolutions": "resolution 60/1, ",
    "resolutions joined": "resolution 1/1 and ",
    "numbers of paragraphs": "1. ",
    "labels": "(i) ",
    "quotation marks": "“",
    "quotations in quotations": "“the ‘",
    "asterisks": "*",
    "articles": "articles 1, 2 and 3 of ",
    "symbols": "A/1/",
    "addenda": "A/1 and Add.1, ",
    "spaces": " ",
    "line ends": "\n",
    "commas": ", ",
    "bare commas": ",",
    "letters": "a",
    "capitals": "A",
    "words": "lamps ",
    "capitalised words": "Lamps ",
    "small words": "of the ",
    "hyphens at line ends": "long-\n",
    "directives": ", and requests the Office to do",
    "reports": "Requests the Secretary-General to report to the General Assembly. ",
    "names": "United Nations ",
    "bare superscripts": "¹",
    "sub-paragraphs": "(a) To do;\n\n",
    "paragraphs": "\n\n1. Requests the Office to do;",
    "preambles": "\n\nRecalling the Charter,",
    "treaties": "the Convention and the Protocols thereto ",
    "treaties named": "the United Nations Convention against Corruption, ",
    "groups": "open-ended working group on ",
    "conferences": "Conference of the Parties to the Convention ",
    "references back": "the Convention, the Declaration, that resolution, ",
    "notes": "\n¹ Ibid.\n",
    "notes of symbols": "\n\n¹ See A/78/1, annex.",
    "openings": "\n\nThe General Assembly,\n\nRecalling the Charter,\n\n1. Requests the Office to do;",
    "resolutions in one file": "\n\nResolution 1/1\n\nThe General Assembly,\n\n1. Requests the Office to do;\n",
    "lettered parts": "\n\nA\n\nThe General Assembly,\n\nRecalling the Charter,\n\n1. Requests the Office to do;",
    "headers": "A/RES/1/1\n\n",
    "page breaks": "\f",
    "rules": "__________________\n",
    "annexes": "Annex\n\n",
    "sections": "\n\nI\n\nLamps\n\n1. Requests the Office to do;",
    "tasks that cite": "\n\n1. Requests the Office to do resolution 60/1;",
    "tasks in one paragraph": "requests the Office to do resolution 60/1, and ",
    "bodies and resolutions": "the General Assembly, the Security Council, resolution 60/1, and the Office, ",
    "names with notes": "the Charter of the United Nations¹ and the 2030 Agenda for Sustainable Development² ",
    "places of many": "article 1 of resolution 60/1, paragraph 2, and of the Convention against Corruption, ",
    "names of instruments": "the 2030 Agenda for Sustainable Development, ",
    "notes in order": "\n\nRecalling the lamps{n},\n\n{n} See A/78/{n}.",
    "names noted in order": "the 2030 Agenda for Sustainable Development{n} and\n\n{n} See A/78/{n}.\n\n",
    "open quotations": "“Recalling the lamps\n\n",
    "parts": "\n\nPart one\n\nArticle 1\n\nLamps\n\n",
    "tables": "| a | b |\n",
    "dates": "of 1 January 2001 ",
    "sessions": "at its first session ",
}
"""What is repeated, after an opening formula, in each kind of hostile text; ``{n}`` counts on in superscripts."""

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def hostile(kind: str, size: int) -> str:
    """A text of that kind, of about ``size`` bytes in UTF-8."""
    run = RUNS[kind]
    times = size // len(run.encode())
    if "{n}" not in run:
        return OPENING + run * times
    return OPENING + "".join(run.replace("{n}", str(n).translate(_SUPERSCRIPTS)) for n in range(1, times + 1))


def seconds(text: str, registers: Registers) -> float:
    """Processor time of reading ``text``."""
    source = Source("hostile.txt", text, "0" * 64)
    start = time.process_time()
    extract(source, registers)
    return time.process_time() - start


def grows_too_fast(before: float, after: float, factor: float) -> bool:
    """Whether time grew faster than size to the power of ``POWER``, when size grew by ``factor``."""
    return math.log(max(after, LEAST_SECONDS) / max(before, LEAST_SECONDS), factor) > POWER


def rows(kind: str, largest: int, registers: Registers) -> Iterator[tuple[float, bool]]:
    """At each size the time, and whether it grew too fast."""
    before = 0.0
    for size in SIZES:
        if size > largest or before * 10 > PATIENCE:
            return
        took = seconds(hostile(kind, size), registers)
        fast = grows_too_fast(before, took, 10) and (
            grows_too_fast(before, took := min(took, seconds(hostile(kind, size), registers)), 10)
        )
        yield took, before > 0 and fast
        before = took


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", choices=[*RUNS, []], metavar="KIND", help="kinds of text (all)")
    parser.add_argument("--largest", type=int, default=SIZES[-1], metavar="BYTES", help="sizes up to this (10 MB)")
    args = parser.parse_args()
    registers = load_registers()
    seconds(OPENING, registers)
    sizes = [size for size in SIZES if size <= args.largest]
    print(f"{'seconds at':<26}" + "".join(f"{size // 1000:>8} kB" for size in sizes))
    for kind in args.kinds or RUNS:
        found = list(rows(kind, args.largest, registers))
        cells = "".join(f"{took:>10.2f}{'!' if fast else ' '}" for took, fast in found)
        print(f"{kind:<26}{cells}{'' if len(found) == len(sizes) else '  too long'}", flush=True)


if __name__ == "__main__":
    main()
