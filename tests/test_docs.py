"""The documentation says what the program does."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import reference_terms as terms
from rdflib import SKOS
from reference_diagram import diagram
from reference_pages import DIAGRAM, pages
from reference_site import site
from typer.main import get_command

from specimens import EXAMPLES, ROOT
from unmandates.cli import app
from unmandates.status import Status

README = (ROOT / "README.md").read_text("utf-8")
REFERENCE = (ROOT / "docs/cli.md").read_text("utf-8")


def commands() -> dict[str, list[str]]:
    """Every command with its options."""
    group = get_command(app)
    return {
        name: [option for parameter in command.params for option in parameter.opts if option.startswith("-")]
        for name, command in vars(group)["commands"].items()
    }


def test_what_the_documents_take_from_the_program_is_as_it_is_now() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs/write.py", "--check"], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), f"run `make docs`:\n{done.stdout}{done.stderr}"


def test_there_are_commands() -> None:
    asking, giving = {"ask", "query", "show", "lineage"}, {"tables", "export", "describe", "release", "serve"}
    assert set(commands()) == {"build", "validate", *asking, *giving, "register"}


@pytest.mark.parametrize("command", commands())
def test_every_command_and_option_is_documented(command: str) -> None:
    section = REFERENCE.partition(f"\n## {command}\n")[2].partition("\n## ")[0]
    assert section
    assert [
        option for option in commands()[command] if not re.search(rf"^  (?:.*, )?{option}\b", section, re.MULTILINE)
    ] == []
    assert f"`unmandates {command}`" in README or f"unmandates {command} " in README or f"`{command}`" in README


def test_every_exit_status_is_documented() -> None:
    documented = {
        int(number) for row in re.findall(r"^\| ([\d, ]+) \|", README, re.MULTILINE) for number in row.split(",")
    }
    assert documented == {int(status) for status in Status}


def test_the_excerpt_stands_in_the_specimen() -> None:
    quoted = " ".join(line.removeprefix(">").strip() for line in README.splitlines() if line.startswith(">"))
    source = " ".join((EXAMPLES / "E_RES_2024_90.txt").read_text("utf-8").split())
    parts = quoted.split("  ")
    assert len(parts) == 3
    assert all(part in source for part in parts)


def test_the_shares_of_the_accuracy_page_follow_from_its_counts_and_the_readme_repeats_them() -> None:
    page = (ROOT / "docs/accuracy.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w+).* \| (\d+) \| (\d+) \| (\d+) \| ([\d.]*)[ %]*\| ([\d.]+) % \|$", page, re.MULTILINE)
    counts = {name: tuple(map(int, numbers)) for name, *numbers, _, _ in rows}
    shares = {name: (100 * r / (r + w), 100 * r / (r + m)) for name, (r, w, m) in counts.items()}
    assert len(rows) == 8
    for name, *_, precision, recall in rows:
        assert not precision or abs(float(precision) - shares[name][0]) <= 0.05
        assert abs(float(recall) - shares[name][1]) <= 0.05
    repeated = re.findall(r"^\| (\w+).* \| (\d+) % \| (\d+) % \|$", README, re.MULTILINE)
    assert {name: (int(precision), int(recall)) for name, precision, recall in repeated} == {
        name: (round(shares[of][0]), round(shares[of][1]))
        for name, of in (
            ("citations", "citations"),
            ("mandates", "mandates"),
            ("addressees", "addressees"),
            ("bodies", "mentions"),
        )
    }
    right, wrong, missed = counts["references"]
    assert f"| {right} of {right + wrong} | {right} of {right + missed} |" in README


def test_paths_that_contributors_are_sent_to_exist() -> None:
    named = re.findall(r"`((?:\w+/)[\w./*]*)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    paths = [path for path in named if not path.startswith("build/")]
    assert len(paths) > 20
    assert [path for path in paths if not list(ROOT.glob(path.rstrip("/")))] == []


def test_every_make_target_is_explained() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", text, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))) <= targets
    assert set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE)) == targets


def test_the_reference_is_what_the_ontology_says_now() -> None:
    written = {**pages(), DIAGRAM: diagram()}
    folder = ROOT / "docs/reference"
    assert {file.name for file in folder.iterdir()} == set(written)
    assert [name for name, text in written.items() if (folder / name).read_text("utf-8") != text] == [], (
        "run `make docs`"
    )


def test_the_reference_explains_every_term_and_names_every_constraint() -> None:
    written = pages()
    for term in (*terms.classes(), *terms.properties()):
        page = "classes.md" if term in terms.classes() else "properties.md"
        section = written[page].partition(f'<a id="{terms.short(term)}"></a>')[2].partition("\n## ")[0]
        assert terms.stated(term, SKOS.definition) in section.replace("\\", "")
        assert terms.stated(term, SKOS.example) in section.replace("\\", "")
    plain = written["shapes.md"].replace("\\", "")
    shapes = [one for shape in terms.node_shapes() for one in terms.property_shapes(shape)]
    assert len(shapes) > 100
    assert [one for one in shapes if terms.message(one) not in plain or not terms.demands(one)] == []


def test_links_of_the_reference_lead_somewhere() -> None:
    written = pages()
    links = [
        (page, *link) for page, text in written.items() for link in re.findall(r"\]\((\w+\.md)(?:#([^)]+))?\)", text)
    ]
    assert len(links) > 500
    lost = [(page, to, at) for page, to, at in links if at and f'<a id="{at}"></a>' not in written[to]]
    assert lost == []


def test_the_html_reference_needs_nothing_but_itself() -> None:
    page = site()
    anchors = re.findall(r'id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)
    assert re.findall(r"(?:\bsrc=\"|url\((?!#)|@import|<script|<link)", page) == []
    assert page.count("<svg") == 1
    assert "prefers-color-scheme: dark" in page
