"""What a change of the program has done again: no more than depends on it, and no less."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.quads import register_graph
from graph_specimen import REGISTERS
from specimens import ROOT, SamePlace, quads, resolution, write
from unmandates.build import builder, file_reading, stages
from unmandates.build.builder import BuildRequest, build
from unmandates.build.stages import Stage, digest


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code and the ontology."""
    copy: Path = tmp_path_factory.mktemp("code")
    for folder in ("extract", "graph", "unmandates", "ontology"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def stages_changed_by(code: Path, pattern: str) -> set[Stage]:
    """The stages whose digests change with a comment at the end of the first file that matches."""
    before = {stage: digest(stage, root=code) for stage in Stage}
    file = min(code.glob(pattern))
    text = file.read_bytes()
    file.write_bytes(text + b"\n# changed\n")
    try:
        return {stage for stage in Stage if digest(stage, root=code) != before[stage]}
    finally:
        file.write_bytes(text)


@pytest.mark.parametrize(
    ("pattern", "changed"),
    [
        ("graph/export/*.py", set()),
        ("graph/name_lookup.py", set()),
        ("unmandates/pages/*.py", set()),
        ("unmandates/cli/*.py", set()),
        ("graph/quads/document.py", {Stage.GRAPHS, Stage.LINEAGE}),
        ("graph/iris.py", {Stage.GRAPHS, Stage.LINEAGE}),
        ("ontology/shapes/*.ttl", {Stage.GRAPHS}),
        ("graph/lineage/[a-z]*.py", {Stage.LINEAGE}),
        ("extract/citations/*.py", {Stage.READING}),
        ("extract/pipeline.py", {Stage.READING}),
        ("extract/read/*.py", {Stage.READING}),
        ("unmandates/build/file_reading.py", {Stage.READING}),
        ("unmandates/build/graphs.py", {Stage.GRAPHS}),
        ("extract/model/units.py", set(Stage)),
        ("ontology/registers/bodies.csv", set(Stage)),
    ],
)
def test_a_change_concerns_the_stages_that_depend_on_it(code: Path, pattern: str, changed: set[Stage]) -> None:
    assert stages_changed_by(code, pattern) == changed


def test_registers_of_a_user_concern_all(tmp_path: Path) -> None:
    (tmp_path / "bodies.csv").write_text("slug\n", "utf-8")
    for stage in Stage:
        assert digest(stage) != digest(stage, (tmp_path,))


def test_imports_are_followed_in_every_form(tmp_path: Path) -> None:
    (tmp_path / "extract" / "inner").mkdir(parents=True)
    files = {
        "a.py": "from extract import b\nfrom extract.inner import c\nimport os\n",
        "b.py": "def f():\n    import extract.d as other\n",
        "d.py": "",
        "unused.py": "",
        "__init__.py": "",
        "inner/__init__.py": "from .e import name\n",
        "inner/words.txt": "lamp",
        "inner/c.py": "",
        "inner/e.py": "name = 1\n",
        "inner/unused.py": "",
    }
    for name, text in files.items():
        (tmp_path / "extract" / name).write_text(text, "utf-8")
    found = stages._sources(("extract.a",), tmp_path)
    names = {file.relative_to(tmp_path / "extract").as_posix() for file in found}
    assert names == set(files) - {"unused.py", "inner/unused.py"}
    with pytest.raises(FileNotFoundError, match=r"no module extract\.nowhere"):
        stages._sources(("extract.nowhere",), tmp_path)


class Counted:
    """A data folder whose builds count what they do, and the stages that shall count as changed."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.data = folder / "data"
        self.input = write(folder / "in", **{f"f{n}": resolution(f"79/{n}") for n in (1000, 1001, 1002)})
        self.changed: dict[Stage, int] = {}
        self.read = 0
        real_digest, real_extract = stages.digest, vars(file_reading)["extract"]

        def counted(*arguments: object) -> object:
            self.read += 1
            return real_extract(*arguments)

        monkeypatch.setattr(
            stages, "digest", lambda stage, own=(): f"{real_digest(stage, own)}{self.changed.get(stage, '')}"
        )
        monkeypatch.setattr(file_reading, "extract", counted)
        monkeypatch.setattr(builder, "Pool", SamePlace)
        monkeypatch.setattr(builder, "register_graph", lambda _, iris: register_graph(REGISTERS, iris))

    def build(self, *changed: Stage) -> tuple[int, int, int]:
        """Build where these stages changed: files read, graphs written, documents whose lineage was traced."""
        for stage in changed:
            self.changed[stage] = self.changed.get(stage, 0) + 1
        self.read = 0
        done: dict[str, int] = {}
        request = BuildRequest((self.input,), self.data, jobs=1)
        report = build(request, lambda step, count, _total: done.update({step: count}))
        return self.read, report.written, done.get("tracing lineage", 0)


def test_only_what_changed_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(tmp_path, monkeypatch)
    assert counted.build() == (3, 3, 3)
    whole = quads(counted.data)
    assert counted.build() == (0, 0, 0)
    assert counted.build(Stage.GRAPHS) == (0, 3, 0)
    assert counted.build(Stage.LINEAGE) == (0, 0, 3)
    assert counted.build() == (0, 0, 0)
    assert counted.build(Stage.READING) == (3, 3, 3)
    assert counted.build(*Stage) == (3, 3, 3)
    assert quads(counted.data) == whole


def test_graphs_that_an_interrupted_build_left_are_written_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counted(tmp_path, monkeypatch)
    counted.build()
    whole = quads(counted.data)

    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(builder._Builder, "write", interrupt)
        with pytest.raises(KeyboardInterrupt):
            counted.build(Stage.GRAPHS)
    assert counted.build() == (0, 3, 0)
    assert quads(counted.data) == whole
