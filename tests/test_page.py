"""Documents as pages: the source is all there, marks nest, and a browser shows it without asking for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import browser
from browser import Browser
from extract.model import DiscardReason, Document, Layer, Reading
from extract.pipeline import extract
from extract.registers import load_registers
from extract.source import Source, Span
from specimens import EXAMPLES, built, resolution
from unmandates.cli import app
from unmandates.pages.annotations import annotations_of, layers_of_marks
from unmandates.pages.document_html import page_of
from unmandates.pages.marked_text import Highlight, Role, Stretch, TextBlock, blocks, segments, stretches

REGISTERS = load_registers()
SPECIMENS = sorted(EXAMPLES.glob("*.txt"))
CITATION, BODY, MANDATE, ACTION = "citation", "body", "mandate", "operative-action"
LAYERS = list(layers_of_marks())
HOSTILE = "<script>document.title = 'run'</script>"


def read(text: str) -> tuple[Reading, Document]:
    reading = extract(Source("in.txt", text, "0" * 64), REGISTERS)
    return reading, reading.documents[0]


def specimen() -> tuple[Reading, Document]:
    return read((EXAMPLES / "A_RES_79_990.txt").read_text("utf-8"))


def page_blocks(reading: Reading, document: Document) -> tuple[TextBlock, ...]:
    return blocks(reading, document, [one.mark for one in annotations_of(reading, document, REGISTERS)])


def whole(made: tuple[TextBlock, ...]) -> str:
    return "".join(run.segment.text for block in made for run in block.runs)


def test_segments_joined_are_the_source() -> None:
    assert len(SPECIMENS) == 4
    for file in SPECIMENS:
        reading, document = read(file.read_text("utf-8"))
        assert whole(page_blocks(reading, document)) == reading.source.text


TEXT = "abcdefghijklmnopqrst"
SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda two: Span(*sorted(two)))


@given(
    st.lists(st.tuples(st.sampled_from(LAYERS), SPANS)), st.lists(st.integers(0, len(TEXT)), unique=True).map(sorted)
)
def test_segments_know_their_marks_however_these_overlap(drawn: list[tuple[Layer, Span]], cuts: list[int]) -> None:
    marks = [Highlight(str(n), layer.name, span, LAYERS.index(layer)) for n, (layer, span) in enumerate(drawn)]
    borders = [0, *(cut for cut in cuts if 0 < cut < len(TEXT)), len(TEXT)]
    parts = [Stretch(Span(a, b), Role.READ) for a, b in pairwise(borders)]
    at = 0
    for segment in segments(TEXT, parts, marks):
        assert segment.text == TEXT[at : at + len(segment.text)] != ""
        for n in range(at, at + len(segment.text)):
            assert {mark.key for mark in segment.marks} == {
                mark.key for mark in marks if mark.span.start <= n < mark.span.end
            }
        at += len(segment.text)
    assert at == len(TEXT)


@given(st.text(alphabet="AB/1.²³ \n(a)¹;,*", max_size=60), st.text(alphabet="¹²\n .1", max_size=30))
def test_whatever_is_read_is_covered_from_end_to_end(middle: str, end: str) -> None:
    text = f"{resolution('79/991', f'Requests Member States to count{middle}', 'Decides to rest.')}{end}"
    reading, document = read(text)
    at = 0
    for part in stretches(reading, document):
        assert part.span.start == at < part.span.end
        assert (part.reason is not None) is (part.role is Role.DISCARDED)
        assert part.role is not Role.READ or part.unit or not text[part.span.start : part.span.end].strip()
        at = part.span.end
    assert at == len(text)


def test_a_citation_in_a_mandate_is_within_it() -> None:
    reading, document = specimen()
    (op1,) = (block for block in page_blocks(reading, document) if block.unit == "op1")
    over = {run.segment.text: [mark.layer for mark in run.segment.marks] for run in op1.runs}
    assert over["Organized Crime Convention"] == [MANDATE, CITATION]
    assert over["1. "] == []


def test_marks_that_cross_are_closed_and_opened_again() -> None:
    reading, document = read(resolution("79/991"))
    at = reading.source.text.index("Requests the")
    marks = [Highlight("a", MANDATE, Span(at, at + 12)), Highlight("b", BODY, Span(at + 9, at + 20))]
    (op1,) = (block for block in blocks(reading, document, marks) if block.unit == "op1")
    made = [(run.closes, [(one.mark.key, one.first) for one in run.opens], run.segment.text) for run in op1.runs]
    assert made[1:4] == [
        (0, [("a", True)], "Requests "),
        (0, [("b", True)], "the"),
        (2, [("b", False)], " Secreta"),
    ]


def test_footnotes_are_tied_to_their_markers() -> None:
    reading, document = specimen()
    parts = list(stretches(reading, document))
    text = reading.source.text
    met = [(p.unit, text[p.span.start : p.span.end], p.note) for p in parts if p.role is Role.MARKER]
    assert met == [("pp3", "¹", "fn1"), ("pp3", "²", "fn2"), ("pp4", "³", "fn3")]
    assert [p.note for p in parts if p.role is Role.NOTE_MARKER] == ["fn1", "fn2", "fn3"]


def test_a_marker_used_again_calls_the_same_note() -> None:
    reading, document = specimen()
    called_once = replace(document, footnotes=tuple(n for n in document.footnotes if n.unit != "fn2"))
    source = replace(reading.source, text=reading.source.text.replace("Corruption² ", "Corruption¹ "))
    twice = replace(reading, source=source, documents=(called_once,))
    met = [(p.role, p.note) for p in stretches(twice, called_once) if p.unit == "pp3" and p.note]
    assert met == [(Role.MARKER, "fn1"), (Role.MARKER_AGAIN, "fn1")]


def test_text_of_no_paragraph_is_discarded_and_bears_no_label() -> None:
    reading, document = specimen()
    discarded = [
        (block.unit, run.segment.text, run.segment.reason)
        for block in page_blocks(reading, document)
        for run in block.runs
        if run.segment.role is Role.DISCARDED
    ]
    assert discarded == [
        ("", "The General Assembly,", DiscardReason.FORMULA),
        ("", "54th plenary meeting", DiscardReason.CLOSING),
        ("", "17 December 2024", DiscardReason.CLOSING),
    ]


def test_other_documents_of_the_file_are_distinguished() -> None:
    text = "".join(resolution(f"79/{n}", f"Requests Member States to keep {n} lamps;") for n in (991, 992))
    reading = extract(Source("in.txt", text, "0" * 64), REGISTERS)
    assert len(reading.documents) == 2
    for document, other in (reading.documents, reversed(reading.documents)):
        made = page_blocks(reading, document)
        assert whole(made) == text
        elsewhere = [block for block in made if block.kind == "elsewhere"]
        assert {block.unit for block in elsewhere} == {other.identifier}
        assert f"keep {other.identifier[-3:]} lamps" in whole(tuple(elsewhere))
        assert {block.unit for block in made} >= {"head", "pp1", "op1"}


def test_words_that_two_documents_share_are_those_of_the_one_shown() -> None:
    reading, document = specimen()
    other, _ = read("Lamps")
    both = replace(reading, documents=(*other.documents, document))
    assert [p for p in stretches(both, document) if p.role is Role.ELSEWHERE] == []
    assert list(stretches(both, document)) == list(stretches(reading, document))


class DocumentPage(HTMLParser):
    """What is written where: the scripts, the ids, what links lead to, and which elements were not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.described: list[str] = []
        self.scripts = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        self.described += [given["aria-describedby"]] if "aria-describedby" in given else []
        self.scripts += tag == "script"
        if tag not in ("meta", "link", "input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def hostile() -> str:
    text = resolution("79/991", f"Requests the Secretary-General to read {HOSTILE} & resolution 55/25 aloud;")
    return text.replace("Lamps in reading rooms", f"Lamps {HOSTILE}\"'><img src=x onerror=alert(1)>")


@pytest.mark.parametrize("text", [hostile(), *(file.read_text("utf-8") for file in SPECIMENS)])
def test_the_page_is_whole_and_its_links_lead_somewhere(text: str) -> None:
    page = DocumentPage(page_of(*read(text), REGISTERS))
    assert page.open == []
    assert page.scripts == 1
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links if link.startswith("#")} <= set(page.ids)
    assert set(page.described) <= set(page.ids)
    assert len(page.described) > 3
    assert "https://undocs.org/A/RES/55/25" in page.links or "A_RES_79_990" not in text


def test_markup_in_a_document_stays_text() -> None:
    page = page_of(*read(hostile()), REGISTERS)
    assert HOSTILE not in page
    assert "&lt;script&gt;document.title" in page
    assert "<img" not in page


def test_an_unresolved_citation_says_why() -> None:
    reading, document = read(resolution("79/991", recalls="79/[...] of 1 May 2024 and resolution 15/2"))
    reasons = [citation.target.reason for citation in document.citations if citation.target.reason]
    page = page_of(reading, document, REGISTERS)
    assert reasons
    assert all(f"<dd>{reason.replace('_', ' ')}</dd>" in page for reason in reasons)
    assert page.count('<mark class="unresolved"') == len(reasons)


def test_show_writes_the_page(tmp_path: Path) -> None:
    built(tmp_path / "data", EXAMPLES)
    out = tmp_path / "page.html"
    arguments = ["show", "79/990", "--html", str(out), "--store", str(tmp_path / "data")]
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(out) in result.stderr
    first = out.read_bytes()
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert out.read_bytes() == first
    missing = CliRunner().invoke(app, [*arguments[:3], str(tmp_path / "no" / "page.html"), *arguments[4:]])
    assert (missing.exit_code, missing.stdout) == (2, "")


# in a browser


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if browser.COMMAND is None:
        pytest.skip("no Chromium is installed")
    with Browser(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "specimen.html").write_text(page_of(*specimen(), REGISTERS), "utf-8")
    (folder / "hostile.html").write_text(page_of(*read(hostile()), REGISTERS), "utf-8")
    return folder


def complaints(tab: Browser) -> list[tuple[str, object]]:
    return [
        event
        for event in tab.events
        if event[0] in ("Log.entryAdded", "Runtime.exceptionThrown") or "console" in event[0]
    ]


SHOWN_TEXT = "[...document.querySelectorAll('.text')].map(one => one.textContent).join('')"


@pytest.mark.parametrize("name", ["specimen", "hostile"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_shows_the_source_and_asks_for_nothing(
    chromium: Browser, written: Path, name: str, width: int
) -> None:
    file = written / f"{name}.html"
    chromium.open(file, width=width)
    source = specimen()[0].source.text if name == "specimen" else hostile()
    assert chromium.script(SHOWN_TEXT) == source
    assert chromium.script("document.title") != "run"
    assert chromium.script("document.querySelectorAll('mark').length") > 5
    assert chromium.script("document.documentElement.scrollWidth") == width
    assert complaints(chromium) == []
    asked = [event["request"]["url"] for kind, event in chromium.events if kind == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]


def test_a_mark_shows_its_target_to_mouse_and_keyboard(chromium: Browser, written: Path) -> None:
    chromium.open(written / "specimen.html")
    assert chromium.script("document.getElementById('card').hidden") is True
    chromium.hover("#op1 mark.citation")
    shown = chromium.script("document.getElementById('card').innerText")
    assert "MTDSG/XVIII-12" in shown
    assert "States parties" in shown
    chromium.key("Escape", 27)
    assert chromium.script("document.getElementById('card').hidden") is True
    chromium.script("document.querySelector('#op1 a').focus()")
    for _ in range(2):
        chromium.key("Tab", 9)
    assert chromium.script("document.activeElement.textContent") == "Organized Crime Convention"
    assert "treaty-name" in chromium.script("document.getElementById('card').innerText")
    chromium.script("document.querySelector('#pp2 a').focus()")
    chromium.key("Tab", 9)
    chromium.key("Enter", 13)
    assert chromium.script("document.activeElement.href") == "https://undocs.org/A/RES/55/25"
    chromium.key("Escape", 27)
    assert chromium.script("document.activeElement.textContent") == "55/25"
    assert complaints(chromium) == []


def test_each_layer_can_be_hidden(chromium: Browser, written: Path) -> None:
    chromium.open(written / "specimen.html")
    for layer in (CITATION, BODY, MANDATE, ACTION):
        line = f"getComputedStyle(document.querySelector('mark.{layer}'))"
        drawn = f"{line}.borderBottomWidth + {line}.boxShadow + {line}.backgroundColor"
        before = chromium.script(drawn)
        reached = f"document.querySelectorAll('mark.{layer}[tabindex=\"0\"]').length"
        assert chromium.script(reached) > 0
        chromium.script(f"document.querySelector('input[data-layer={layer}]').click()")
        assert chromium.script(drawn) != before
        assert chromium.script(drawn) == "0pxnonergba(0, 0, 0, 0)"
        assert chromium.script(reached) == 0
        chromium.script(f"document.querySelector('input[data-layer={layer}]').click()")
        assert chromium.script(drawn) == before


@pytest.mark.parametrize("dark", [False, True])
def test_colours_follow_the_user_and_the_button(chromium: Browser, written: Path, dark: bool) -> None:  # noqa: FBT001
    chromium.open(written / "specimen.html", dark=dark)
    paper = "getComputedStyle(document.body).backgroundColor"
    first = chromium.script(paper)
    assert (max(map(int, re.findall(r"\d+", first))) < 60) is dark
    chromium.script("document.getElementById('scheme').click()")
    assert chromium.script(paper) != first
    chromium.script("document.getElementById('scheme').click()")
    assert chromium.script(paper) == first


def test_the_print_hides_what_only_a_screen_can_use(chromium: Browser, written: Path) -> None:
    chromium.open(written / "specimen.html", dark=True)
    chromium.call("Emulation.setEmulatedMedia", media="print")
    shown = "getComputedStyle(document.getElementById('scheme')).display"
    assert chromium.script(shown) == "none"
    assert chromium.script("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    chromium.call("Emulation.setEmulatedMedia", media="")
