"""A command loads no more than it needs, so that it answers at once. Times are measured in ``bench/startup.py``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "rdflib",
    "pyoxigraph",
    "pyshacl",
    "networkx",
    "jinja2",
    "rapidfuzz",
    "ahocorasick_rs",
    "starlette",
    "uvicorn",
    "rich.console",
    "rdflib.plugins.sparql.parser",
}
"""Modules that take long to load."""


def loaded(*arguments: str, data: Path | None = None) -> set[str]:
    """The modules that a command has loaded when it ends well."""
    code = (
        "import sys\n"
        "from unmandates.cli import main\n"
        "sys.argv = ['unmandates', *sys.argv[1:]]\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert not end.code\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "UNMANDATES_STORE": str(data)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout
    return set(done.stderr.split())


def test_the_package_alone_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import unmandates.cli; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert set(done.stdout.split()) == {"__future__", "unmandates", "unmandates.cli"}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["ask", "--help"], ["build", "--help"], ["serve", "--help"], ["export", "--help"]]
)
def test_help_loads_neither_the_graph_nor_the_reading(arguments: list[str]) -> None:
    modules = loaded(*arguments)
    assert modules & HEAVY == set()
    assert {name for name in modules if name.partition(".")[0] in {"extract", "graph"}} == set()


def test_a_question_loads_the_store_alone(data: Path) -> None:
    modules = loaded("ask", "cites", "A/RES/79/990", "--format", "csv", data=data)
    allowed = {"rdflib", "pyoxigraph"}
    assert modules & HEAVY == allowed
    assert not {name for name in modules if name.startswith(("graph.lineage", "graph.validate", "unmandates.pages"))}


def test_a_name_of_the_registers_loads_no_more(data: Path) -> None:
    modules = loaded("ask", "cited-by", "UNTOC", "--format", "json", data=data)
    assert modules & HEAVY <= {"rdflib", "pyoxigraph", "rdflib.plugins.sparql.parser"}
