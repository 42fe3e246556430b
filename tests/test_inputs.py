"""Which files a build finds, and under which names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from unmandates.build.files import find_inputs
from unmandates.config import Refusal


def make(root: Path, *names: str) -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text")


def names(*paths: Path) -> list[str]:
    return [file.name for file in find_inputs(paths)]


def test_names_are_relative_to_the_common_folder(tmp_path: Path) -> None:
    make(tmp_path, "a/x.txt", "a/deep/y.txt", "b/x.txt")
    assert names(tmp_path / "a") == ["deep/y.txt", "x.txt"]
    assert names(tmp_path / "b", tmp_path / "a") == ["a/deep/y.txt", "a/x.txt", "b/x.txt"]
    assert names(tmp_path / "a/x.txt") == ["x.txt"]
    assert names(tmp_path / "a/x.txt", tmp_path / "b/x.txt") == ["a/x.txt", "b/x.txt"]


def test_the_order_and_repetition_of_inputs_do_not_matter(tmp_path: Path) -> None:
    make(tmp_path, "a/x.txt", "b/y.txt")
    first = find_inputs([tmp_path / "a", tmp_path / "b"])
    assert find_inputs([tmp_path / "b", tmp_path / "a", tmp_path / "b", tmp_path / "a" / "x.txt"]) == first


def test_hidden_files_and_data_folders_are_left_out_and_nothing_else(tmp_path: Path) -> None:
    make(tmp_path, ".hidden/x.txt", ".x.txt", "data/ledger.sqlite", "data/store/1.sst", "x.bin", "no suffix", "x.txt")
    assert names(tmp_path) == ["no suffix", "x.bin", "x.txt"]
    assert names(tmp_path / ".hidden") == ["x.txt"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    make(tmp_path, "a/x.txt", "elsewhere/y.txt")
    (tmp_path / "a/a-up").symlink_to(tmp_path / "a")
    (tmp_path / "a/out").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a/loop.txt").symlink_to(tmp_path / "a/loop.txt")
    assert names(tmp_path / "a") == ["loop.txt", "out/y.txt", "x.txt"]


def test_names_of_any_kind_are_kept(tmp_path: Path) -> None:
    make(tmp_path, "résolution 1.txt", "決議.txt")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("text")
    assert names(tmp_path) == [r"\xff.txt", "résolution 1.txt", "決議.txt"]


def test_what_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"nowhere: no such file or folder"):
        find_inputs([tmp_path / "nowhere"])


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refusal, match="no file in"):
        find_inputs([tmp_path])
