"""Specimens for lineage: the drafts and resolutions of one item through the years, in words of our own."""

from __future__ import annotations

from functools import cache

from extract.model import Document
from extract.pipeline import extract
from extract.registers import Registers, load_registers
from extract.source import Source

LAMPS = "Keeping of lamps in reading rooms"
MAPS = "Lending of maps to small islands"

_SUBJECTS = {
    LAMPS: (
        "Aware that the lamps of public reading rooms grow dim when nobody is asked to trim them in winter,",
        "Requests the Secretary-General to keep a register of the lamps of public reading rooms, with their oil",
        "Invites Member States to lend the register such lamps as their own libraries no longer need",
        "Encourages librarians everywhere to trim the wick before the first reader of the morning has come",
    ),
    MAPS: (
        "Aware that small islands drift off the edge of old maps and are not drawn in again by anybody,",
        "Requests the Secretary-General to send a chart of its own coast to each island that asks for one",
        "Calls upon Member States to mark shoals that their ships have met, and to share the soundings",
        "Invites printers of maps to keep a margin wide enough for islands that may yet rise from the sea",
    ),
}
_SESSIONS = {76: "Seventy-sixth", 77: "Seventy-seventh", 78: "Seventy-eighth", 79: "Seventy-ninth", 80: "Eightieth"}


@cache
def registers() -> Registers:
    return load_registers()


def prefixes() -> dict[str, str]:
    return {body.slug: body.prefix for body in registers().bodies if body.prefix}


def read(text: str, name: str) -> Document:
    """The one document of a text."""
    (document,) = extract(Source(name, text, f"{abs(hash(name)):064x}"[:64]), registers()).documents
    return document


def adopted(session: int, number: int, title: str, *, recalls: str = "", changed: str = "", head: str = "") -> Document:
    """A resolution of the General Assembly; ``recalls`` goes into the preamble, ``changed`` in place of the last
    operative paragraph, ``head`` in brackets under the date of adoption."""
    year = session + 1945
    text = (
        f"United Nations A/RES/{session}/{number}\n\nGeneral Assembly\n\nDistr.: General\n8 January {year + 1}\n\n"
        f"{_SESSIONS[session]} session\nAgenda item 108\n\n"
        f"Resolution adopted by the General Assembly on 17 December {year}\n\n"
        + (f"[{head}]\n\n" if head else "")
        + f"{session}/{number}. {title}\n\n{_paragraphs(title, recalls, changed)}"
    )
    return read(text, f"A_RES_{session}_{number}.txt")


def drafted(
    session: int, number: int, title: str, *, line: str = "Andorra: draft resolution", rev: int = 0
) -> Document:
    """A draft resolution tabled in the Third Committee; ``line`` states who tabled it, and what it comes from."""
    year = session + 1945
    symbol = f"A/C.3/{session}/L.{number}" + (f"/Rev.{rev}" if rev else "")
    text = (
        f"United Nations {symbol}\n\nGeneral Assembly\n\nDistr.: Limited\n{10 + rev} November {year}\n\n"
        f"Original: English\n\n{_SESSIONS[session]} session\nThird Committee\nAgenda item 108\n\n{line}\n\n{title}\n\n"
        f"{_paragraphs(title, '', '')}"
    )
    return read(text, f"{symbol.replace('/', '_')}.txt")


def amending(number: int, draft: str, *changes: str, title: str = LAMPS, session: int = 79) -> Document:
    """An amendment to a draft of the Third Committee; ``changes`` are its sentences, numbered if there are several."""
    symbol, year = f"A/C.3/{session}/L.{number}", session + 1945
    numbered = [f"{n}. {one}" if len(changes) > 1 else one for n, one in enumerate(changes, start=1)]
    text = (
        f"United Nations {symbol}\n\nGeneral Assembly\n\nDistr.: Limited\n18 November {year}\n\n"
        f"Original: English\n\n{_SESSIONS[session]} session\nThird Committee\nAgenda item 108\n\n"
        f"Chad and Fiji: amendment to draft resolution {draft}\n\n{title}\n\n" + "\n\n".join(numbered) + "\n"
    )
    return read(text, f"{symbol.replace('/', '_')}.txt")


def _paragraphs(title: str, recalls: str, changed: str) -> str:
    preamble, *operative = _SUBJECTS[title]
    if changed:
        operative[-1] = changed
    numbered = "\n\n".join(f"{n}. {text};" for n, text in enumerate(operative, start=1))
    recalled = f"Recalling {recalls},\n\n" if recalls else ""
    return f"The General Assembly,\n\n{recalled}{preamble}\n\n{numbered}\n"
