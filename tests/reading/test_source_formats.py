"""Which format a file is read in, and in which encoding its text is."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.pipeline import extract
from extract.read import UnreadableSource, read_source
from extract.read.source_formats import PLAIN_TEXT, format_of
from extract.read.text import read_text
from extract.registers import load_registers

WORDS = "The General Assembly,\n\n1. Requests the Secretary-General to count the lamps – “all of them” – at the café."


def test_text_needs_no_suffix_but_is_not_read_under_that_of_another_kind(tmp_path: Path) -> None:
    for name in ("A_RES_79_991", "A_RES_69.197", "A_RES_79_991.TXT"):
        (tmp_path / name).write_text(WORDS, "utf-8")
        assert read_source(tmp_path / name, name).text == WORDS
    (tmp_path / "table.csv").write_text(WORDS, "utf-8")
    with pytest.raises(UnreadableSource, match=r"no reader for \.csv; known: "):
        read_source(tmp_path / "table.csv", "table.csv")


def test_binary_files_are_no_text_whatever_they_are_called() -> None:
    assert format_of("", b"\x89PNG\0\0") is None
    assert format_of(".png", b"\x89PNG\0\0") is None
    assert format_of(".txt", b"\x89PNG\0\0") is PLAIN_TEXT, "whose reader says what is wrong"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf_16_is_read_by_its_mark(encoding: str) -> None:
    mark = b"" if encoding == "utf-16" else b"\xfe\xff"
    source = read_text("a.txt", mark + WORDS.encode(encoding))
    assert source.text == WORDS
    assert [notice.code for notice in source.notices] == ["encoding"]


def test_a_mark_of_utf_8_stays_in_the_text() -> None:
    source = read_text("a.txt", WORDS.encode("utf-8-sig"))
    assert source.text == "\ufeff" + WORDS
    assert source.notices == ()


def test_windows_1252_is_read_where_it_is_plain_and_reported() -> None:
    reading = extract(read_text("a.txt", WORDS.encode("cp1252")), load_registers())
    assert reading.source.text == WORDS
    (diagnostic,) = [one for one in reading.diagnostics if one.code == "encoding"]
    assert "Windows-1252" in diagnostic.message


@pytest.mark.parametrize(
    "raw",
    [
        "Генеральная Ассамблея постановляет".encode("cp1251"),
        "Совет Безопасности, lamps".encode("koi8-r"),
        "lamps – ".encode() + WORDS.encode("cp1252"),  # UTF-8 and another encoding, mixed
        b"lamps \x81 are lit in every room of the house",
        b"lamps \x01\x93 are lit in every room of the house",
        "Uchwała łódź żółw, a words of many more letters than that, on and on".encode("cp1250"),
        bytes(range(1, 256)),
    ],
)
def test_other_encodings_are_refused_with_their_place(raw: bytes) -> None:
    with pytest.raises(UnreadableSource, match=r"not UTF-8 text: .* \(byte \d+\)"):
        read_text("a.txt", raw)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\xff\xfe\x00\xd8a\x00", "not UTF-16 text"),
        ("a\0b".encode("utf-16"), "it holds a NUL"),
        ("lamps".encode("utf-32"), "UTF-32"),
        (b"\xff\xfe", "no text in it"),
        (b"lamps\0", "it holds a NUL byte"),
    ],
)
def test_damaged_text_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        read_text("a.txt", raw)
