"""Pages of linked data in a browser: nothing of them is blocked, nothing of a document runs, they fit a phone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import COMMAND, Browser
from specimens import EXAMPLES, built, resolution, write
from web_server import Server, serving

pytestmark = pytest.mark.skipif(COMMAND is None, reason="chromium is not installed")

HOSTILE = "Lamps </script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
PAGES = (
    "/id/E/RES/2024/90",
    "/id/A/RES/79/991",
    "/id/MTDSG/XVIII-12",
    "/id/body/general-assembly",
    "/graph/register",
    "/ontology",
    "/dumps/",
    "/id/nothing",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("shown")
    hostile = write(place / "in", hostile=resolution("79/991").replace("Lamps in reading rooms", HOSTILE))
    built(place / "data", EXAMPLES, hostile)
    with serving(place / "data") as running:
        yield running


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole(server: Server, browser: Browser, path: str) -> None:
    browser.open(f"{server.url}{path}")
    assert browser.script("document.styleSheets.length") == 1
    assert browser.script("getComputedStyle(document.querySelector('nav')).display") == "flex"
    assert browser.script("document.title") != "run"
    blocked = [
        received
        for name, received in browser.events
        if name == "Log.entryAdded" and path not in received["entry"].get("url", "")
    ]
    assert blocked == []
    assert "Runtime.exceptionThrown" not in [name for name, _ in browser.events]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_phone(server: Server, browser: Browser, path: str) -> None:
    browser.open(f"{server.url}{path}", width=360, height=640)
    assert browser.script("document.documentElement.scrollWidth") <= 360


def test_a_page_is_light_or_dark(server: Server, browser: Browser) -> None:
    colours = []
    for dark in (False, True):
        browser.open(f"{server.url}{PAGES[0]}", dark=dark)
        colours.append(browser.script("getComputedStyle(document.body).backgroundColor"))
    assert colours[0] == "rgb(255, 255, 255)"
    assert colours[1] != colours[0]


def test_data_for_search_engines_are_there(server: Server, browser: Browser) -> None:
    browser.open(f"{server.url}/id/A/RES/79/991")
    received = json.loads(browser.script("document.querySelector('script[type=\"application/ld+json\"]').textContent"))
    assert received["legislationIdentifier"] == "A/RES/79/991"
    assert "<script>" in received["name"]


def test_a_fragment_leads_to_its_paragraph(server: Server, browser: Browser, tmp_path: Path) -> None:
    browser.open(f"{server.url}/id/E/RES/2024/90#op3")
    assert browser.script("document.querySelector(':target').id") == "op3"
    browser.picture(tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size > 1000
