"""The compiled form of the registers says what the files say, and is never in the way."""

from __future__ import annotations

import dataclasses
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.registers import Registers, load_registers, registers_folder
from extract.registers.compiled import compiled

NAME = "registers.msgpack"


@dataclasses.dataclass(frozen=True)
class Rows:
    """What the files of these tests hold."""

    rows: tuple[str, ...]


class Maker:
    """Makes ``Rows`` of the CSV files of a folder, and counts how often."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0

    def __call__(self) -> Rows:
        self.made += 1
        return Rows(tuple(file.read_text("utf-8") for file in sorted(self.folder.glob("*.csv"))))

    def load(self) -> Rows:
        """By way of the compiled form."""
        return compiled(Rows, self.folder, [Path(__file__)], self)


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "registers"
    folder.mkdir(mode=0o755)
    (folder / "a.csv").write_text("lamp\n", "utf-8")
    return Maker(folder)


def test_it_holds_what_the_files_hold(tmp_path: Path) -> None:
    again = load_registers()
    copy = shutil.copytree(registers_folder(), tmp_path / "copy", ignore=shutil.ignore_patterns("__pycache__"))
    read = load_registers(copy)
    fields = [field.name for field in dataclasses.fields(Registers)]
    assert len(fields) > 5
    assert [name for name in fields if getattr(again, name) != getattr(read, name)] == []


def test_it_is_made_once(maker: Maker) -> None:
    assert [maker.load() for _ in range(3)] == [Rows(("lamp\n",))] * 3
    assert maker.made == 1


def test_a_change_of_a_file_is_seen_whatever_its_time(maker: Maker) -> None:
    maker.load()
    file = maker.folder / "a.csv"
    before = file.stat()
    file.write_text("oven\n", "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert maker.load() == Rows(("oven\n",))
    (maker.folder / "b.csv").write_text("lamp\n", "utf-8")
    assert maker.load() == Rows(("oven\n", "lamp\n"))


def test_a_change_of_the_code_is_seen(maker: Maker, tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    for n in range(2):
        code.write_text(f"# {n}", "utf-8")
        compiled(Rows, maker.folder, [code], maker)
    assert maker.made == 2


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-3])


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-2] ^= 1
    file.write_bytes(content)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def folder_instead(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("damage", [cut, flip, empty, folder_instead])
def test_a_damaged_one_is_ignored(maker: Maker, damage: Callable[[Path], None]) -> None:
    maker.load()
    damage(maker.folder / "__pycache__" / NAME)
    assert maker.load() == Rows(("lamp\n",))
    assert maker.made == 2


@pytest.mark.parametrize("mode", [0o777, 0o775])
def test_one_in_a_folder_that_others_write_to_is_ignored(maker: Maker, mode: int, tmp_path: Path) -> None:
    maker.load()
    (maker.folder / "__pycache__").chmod(mode)
    maker.load()
    assert maker.made == 2
    assert (tmp_path / "cache/unmandates" / NAME).is_file()
    maker.load()
    assert maker.made == 2


def test_where_the_folder_cannot_be_written_a_cache_of_the_user_serves(
    maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (maker.folder / "__pycache__").write_text("in the way", "utf-8")
    maker.load()
    maker.load()
    assert maker.made == 1
    (tmp_path / "cache/unmandates" / NAME).unlink()
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    assert [maker.load() for _ in range(2)] == [Rows(("lamp\n",))] * 2
    assert maker.made == 3


def test_no_home_is_no_error(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", homeless)
    (maker.folder / "__pycache__").write_text("in the way", "utf-8")
    assert maker.load() == Rows(("lamp\n",))


def test_many_processes_at_once_agree(maker: Maker) -> None:
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2]);"
        "from test_compiled_registers import Maker;"
        "print(Maker(Path(sys.argv[1])).load())"
    )
    command: list[str | Path] = [sys.executable, "-c", code, maker.folder, Path(__file__).parent]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(4)]
    said = {one.communicate()[0] for one in running}
    assert said == {f"{maker.load()}\n"}
    assert [file.name for file in (maker.folder / "__pycache__").iterdir()] == [NAME]


def test_others_may_read_it_and_not_write(maker: Maker) -> None:
    maker.load()
    assert stat.S_IMODE((maker.folder / "__pycache__" / NAME).stat().st_mode) == 0o644
