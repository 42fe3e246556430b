"""A document's lineage as it is shown: on a terminal, as values, and as a page in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import browser
from browser import Browser
from extract.model import Document
from extract.pipeline import extract
from extract.registers import load_registers
from extract.source import Source
from graph.lineage.mandate_chains import chains
from graph.lineage.paragraph_alignment import align
from graph.lineage.values import (
    Aligned,
    DocumentLineage,
    DocumentLink,
    LineageRelation,
    Member,
    Series,
)
from specimens import EXAMPLES, built, resolution
from unmandates.cli import app
from unmandates.pages.lineage_html import lineage_page
from unmandates.pages.lineage_view import LineageView, State, compare, view_of

DRAFT, ADOPTED, NEXT = "E/CN.15/2024/L.990", "E/RES/2024/90", "E/RES/2025/90"
HOSTILE = "<script>document.title = 'run'</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lineage") / "data"
    built(folder, EXAMPLES)
    return folder


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["lineage", *arguments], env={"UNMANDATES_STORE": str(data), "COLUMNS": "200"})


def document(number: str, *operative: str, title: str = "Lamps in reading rooms") -> Document:
    text = resolution(number, *operative).replace("Lamps in reading rooms", title)
    return extract(Source("in.txt", text, "0" * 64), load_registers()).documents[0]


def view(*documents: Document, chosen: int = -1, missing: str = "", gaps: tuple[str, ...] = ()) -> LineageView:
    """A series of documents, as the cache has it of one of them."""
    names = [one.identifier for one in documents]
    pairs = list(pairwise(documents))
    members = [Member(f"20{10 + place}-12-17", name, present=True, evidence=()) for place, name in enumerate(names)]
    members += [Member("2009", missing, present=False, evidence=("listed", names[0]))] if missing else []
    aligned = tuple(Aligned(one.identifier, two.identifier, align(one, two)) for one, two in pairs)
    lineage = DocumentLineage(
        names[chosen],
        tuple(
            DocumentLink(LineageRelation.FOLLOWS, two.identifier, one.identifier, 1.0, ("title",)) for one, two in pairs
        ),
        (Series("lamps", "A", ("Lamps",), tuple(sorted(members)), gaps),),
        aligned,
        tuple(chains(documents, {(one.earlier, one.later): one.paragraphs for one in aligned}, names)),
    )
    return view_of(lineage, {one.identifier: one for one in documents})


COUNT = "Requests the Secretary-General to count the lamps of the reading room and to report on their number;"
COUNT_ALL = "Requests the Secretary-General to count the lamps of all reading rooms and to report on their number;"
CLEAN = "Encourages Member States to clean the windows of their libraries once a year, in spring;"
PAINT = "Invites the Board of Auditors to paint the shelves blue, and to speak of it at the next session;"


def test_a_paragraph_is_followed_back_and_on() -> None:
    made = view(
        document("76/991", COUNT), document("77/991", COUNT, CLEAN), document("79/991", CLEAN, COUNT_ALL, PAINT),
        document("80/991", COUNT_ALL), chosen=2, missing="A/RES/75/991", gaps=("78",),
    )  # fmt: skip
    (line,) = made.lines
    assert [column.identifier for column in line.columns] == [
        "A/RES/75/991", "A/RES/76/991", "A/RES/77/991", "", "A/RES/79/991", "A/RES/80/991",
    ]  # fmt: skip
    assert [column.present for column in line.columns] == [False, True, True, False, True, True]
    stated = {thread.unit: [one.state.value for one in thread.wordings[0]] for thread in made.threads}
    assert stated["op1"] == ["unknown", "absent", "new", "unknown", "same", "absent"]
    assert stated["op2"] == ["unknown", "first", "same", "unknown", "changed", "same"]
    assert stated["op3"] == ["unknown", "absent", "absent", "unknown", "new", "absent"]
    by_unit = {thread.unit: thread for thread in made.threads}
    assert (by_unit["op2"].first, by_unit["op2"].times_reworded, by_unit["op2"].next) == ("A/RES/76/991", 1, State.SAME)
    assert by_unit["op1"].next is State.ABSENT
    assert '<li class="gap">' in lineage_page(made)
    assert view(document("79/991", CLEAN), document("80/991", PAINT)).dropped[0].unit == "op1"


def test_two_documents_are_compared_in_their_order() -> None:
    made = view(document("77/991", COUNT, CLEAN), document("79/991", COUNT_ALL, PAINT), chosen=0)
    stated = [(one.units, one.state, one.earlier_units) for one in compare(made, "A/RES/79/991")]
    assert stated == [
        (("pp1",), "same", ("pp1",)), (("op1",), "changed", ("op1",)), (("op2",), "new", ()), ((), "absent", ("op2",)),
    ]  # fmt: skip


def test_the_tree_shows_what_is_missing_and_where_the_document_stands(data: Path) -> None:
    result = run(data, "2024/90")
    assert result.exit_code == 0, result.output
    for stated in (DRAFT, "E/RES/2022/90  missing", f"{NEXT}  (title, cited)", "<- this document"):
        assert stated in result.stdout
    assert re.search(r"^op1 +o~ +\?o~ ", result.stdout, re.MULTILINE)
    assert re.search(r"widened +E/RES/2025/90 op2 \| deadline: at its thirty-fifth session", result.stdout)
    assert "\x1b" not in result.stdout


def test_words_that_changed_can_be_shown_without_colour(data: Path) -> None:
    assert "States {+and with the International Criminal" in run(data, NEXT, "--diff", "op1").stdout
    dropped = run(data, NEXT, "--diff", "all").stdout
    assert "[-Invites the Conference" in dropped
    assert "pp2" not in dropped
    beside = run(data, DRAFT, "--with", ADOPTED).stdout
    assert "{+and to share them" in beside
    assert run(data, ADOPTED, "--with", DRAFT, "--diff", "all").stdout == beside


def test_lineage_as_json(data: Path) -> None:
    stated = json.loads(run(data, NEXT, "--format", "json").stdout)
    assert stated["identifier"] == NEXT
    assert [one["present"] for one in stated["series"][0]["members"]] == [False, True, True]
    (op1,) = json.loads(run(data, NEXT, "--diff", "op1", "--format", "json").stdout)
    assert (op1["state"], [piece["kind"] for piece in op1["pieces"]]) == ("changed", ["kept", "added"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["79/990"], "A/RES/79/990 has no lineage"),
        (["A/RES/1/9999"], "A/RES/1/9999"),
        ([NEXT, "--diff", "op9"], "has a paragraph op9"),
        ([NEXT, "--with", "E/RES/2022/90"], "none of the files"),
        (["E/RES/2022/90", "--diff", "all"], "cannot be compared"),
        ([DRAFT, "--diff", "all"], "nothing before"),
    ],
)
def test_what_cannot_be_shown_is_refused(data: Path, arguments: list[str], said: str) -> None:
    result = run(data, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_store_without_lineage_is_refused(tmp_path: Path) -> None:
    built(tmp_path, EXAMPLES)
    (tmp_path / "lineage.sqlite").unlink()
    result = run(tmp_path, NEXT)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "build first" in result.stderr


class ParsedPage(HTMLParser):
    """Ids and links of a page; whatever is opened must be closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stated = {name: value or "" for name, value in attrs}
        self.ids += [stated["id"]] if "id" in stated else []
        self.links += [stated[name] for name in ("href", "src") if name in stated]
        if tag not in ("meta", "link", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def hostile() -> str:
    title = f"Lamps {HOSTILE}"
    return lineage_page(
        view(document("77/991", f"{COUNT[:-1]} {HOSTILE};", title=title), document("79/991", COUNT, PAINT, title=title))
    )


@pytest.mark.parametrize("name", [DRAFT, ADOPTED, NEXT, "E/RES/2022/90"])
def test_the_page_is_whole_and_its_links_lead_somewhere(data: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "page.html"
    result = run(data, name, "--html", str(out))
    assert (result.exit_code, result.stdout) == (0, "")
    page = ParsedPage(out.read_text("utf-8"))
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    links = [link for link in page.links if link != "data:,"]
    assert all(link.startswith("#") and link[1:] in page.ids for link in links)
    assert len(links) > 9 or name == "E/RES/2022/90"


def test_markup_in_a_document_stays_text() -> None:
    page = hostile()
    assert HOSTILE not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert ParsedPage(page).open == []


# in a browser


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if browser.COMMAND is None:
        pytest.skip("no Chromium is installed")
    with Browser(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@pytest.fixture(scope="module")
def written(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    run(data, ADOPTED, "--html", str(folder / "specimen.html"))
    (folder / "hostile.html").write_text(hostile(), "utf-8")
    return folder


def complaints(tab: Browser) -> list[tuple[str, object]]:
    return [stated for stated in tab.events if stated[0] in ("Log.entryAdded", "Runtime.exceptionThrown")]


@pytest.mark.parametrize("name", ["specimen", "hostile"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_asks_for_nothing_and_fits(chromium: Browser, written: Path, name: str, width: int) -> None:
    file = written / f"{name}.html"
    chromium.open(file, width=width)
    assert chromium.script("document.title").startswith("Lineage of ")
    assert chromium.script("document.querySelectorAll('img').length") == 0
    assert chromium.script("document.querySelectorAll('a.dot').length") > 3
    assert chromium.script("document.documentElement.scrollWidth") == width
    assert complaints(chromium) == []
    asked = [stated["request"]["url"] for kind, stated in chromium.events if kind == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]


def test_dots_show_what_changed_to_mouse_and_keyboard(chromium: Browser, written: Path) -> None:
    chromium.open(written / "specimen.html")
    hidden = "document.getElementById('card').hidden"
    assert chromium.script(hidden) is True
    chromium.hover("#paragraphs ~ .scroll a.dot.changed")
    assert chromium.script(hidden) is False
    assert "resolution 9/1" in chromium.script("document.querySelector('#card ins').innerText")
    chromium.script("document.querySelector('#paragraphs').closest('section').querySelector('.scroll').focus()")
    chromium.key("Tab", 9)
    assert chromium.script("document.activeElement.getAttribute('aria-label')").startswith(DRAFT)
    chromium.key("ArrowRight", 39)
    assert chromium.script("document.activeElement.getAttribute('aria-label')") == f"{ADOPTED} pp1: changed"
    assert chromium.script(hidden) is False
    chromium.key("Escape", 27)
    assert chromium.script(hidden) is True
    chromium.key("ArrowDown", 40)
    assert chromium.script("document.activeElement.getAttribute('aria-label')") == f"{ADOPTED} pp2: same words"
    chromium.key("ArrowUp", 38)
    chromium.key("Enter", 13)
    assert chromium.script("document.activeElement.closest('details').open") is True
    assert chromium.script("document.activeElement.className") == "changed"
    assert complaints(chromium) == []


def test_a_mandate_shows_its_deadline(chromium: Browser, written: Path) -> None:
    chromium.open(written / "specimen.html")
    chromium.hover("#mandates ~ .scroll tbody:last-of-type a.dot.widened")
    assert "thirty-fifth session" in chromium.script("document.getElementById('card').innerText")


@pytest.mark.parametrize("dark", [False, True])
def test_colours_follow_the_user_and_the_button(chromium: Browser, written: Path, dark: bool) -> None:  # noqa: FBT001
    chromium.open(written / "specimen.html", dark=dark)
    paper = "getComputedStyle(document.body).backgroundColor"
    first = chromium.script(paper)
    assert (max(map(int, re.findall(r"\d+", first))) < 60) is dark
    chromium.script("document.getElementById('scheme').click()")
    assert chromium.script(paper) != first


def test_a_deadline_is_named_once(data: Path, tmp_path: Path) -> None:
    """Never "by: by 1 June": the words of a deadline begin with their own preposition."""
    printed = run(data, NEXT).stdout
    page = tmp_path / "lineage.html"
    assert run(data, NEXT, "--html", str(page)).exit_code == 0
    text = re.sub(r"<[^>]+>", " ", page.read_text("utf-8"))
    for shown in (printed, " ".join(text.split())):
        assert re.search(r"deadline:? at its thirty-fifth session", shown)
        assert not re.search(r"\bby:? (?:by|at|within|before)\b", shown)
