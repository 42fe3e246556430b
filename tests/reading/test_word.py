"""What is read of Word files: words, numbers, footnotes, links, tables, and what is refused."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from office_specimens import docx, footnote, item, lists, p, part, reference, run, zipped

from extract.read import UnreadableSource
from extract.read.word import package, read_word
from extract.source import Block, BlockKind, Source

SENTENCE = "The lamps of the reading rooms are counted once a year by the keepers of the house."


def lines(source: Source) -> list[str]:
    return source.text.rstrip("\n").split("\n\n")


def stated(source: Source, kind: BlockKind) -> list[str]:
    return [source.text[block.span.start : block.span.end] for block in source.blocks if block.kind is kind]


def block(source: Source, kind: BlockKind) -> Block:
    (found,) = [block for block in source.blocks if block.kind is kind]
    return found


def read(body: str, **parts: str) -> Source:
    return read_word("a.docx", docx(body, None, **parts))


# numbers


def test_levels_count_and_start_anew_below_a_higher_one() -> None:
    numbering = lists(("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
    body = [item("Urges", 0), item("one", 1), item("two", 1), item("deep", 2), item("deeper", 2), item("Asks", 0)]
    found = read("".join([*body, item("again", 1)]), numbering=numbering)
    assert lines(found) == ["1. Urges", "(a) one", "(b) two", "(i) deep", "(ii) deeper", "2. Asks", "(a) again"]


def test_a_number_of_several_levels_and_formats() -> None:
    numbering = lists(("upperRoman", "%1"), ("decimal", "%1.%2"), ("upperLetter", "%3)"))
    body = "".join([*(item("a", 0) for _ in range(4)), item("b", 1), item("c", 2)])
    found = read(body, numbering=numbering)
    assert lines(found) == ["I a", "II a", "III a", "IV a", "IV.1 b", "A) c"]


def test_two_lists_of_one_kind_count_on_unless_one_starts_anew() -> None:
    second = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    anew = (
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num>"
    )
    body = "".join(item(f"{number}", number=number) for number in (1, 2, 3, 3, 1))
    found = read(body, numbering=lists(("decimal", "%1."), more=second + anew))
    assert lines(found) == ["1. 1", "2. 2", "7. 3", "8. 3", "9. 1"]


def test_letters_after_z_are_doubled_and_a_level_may_never_start_anew() -> None:
    numbering = lists(("decimal", "%1."), ("lowerLetter", "(%2)")).replace(
        '<w:lvlText w:val="(%2)"/>', '<w:lvlText w:val="(%2)"/><w:lvlRestart w:val="0"/>'
    )
    found = read("".join(item("x", 1) for _ in range(27)) + item("y", 0) + item("x", 1), numbering=numbering)
    assert lines(found)[25:] == ["(z) x", "(aa) x", "1. y", "(bb) x"]


def test_a_style_numbers_its_paragraphs_and_number_zero_takes_it_away() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Op"><w:name w:val="Op"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Op"/></w:style>'
    )
    styled = '<w:pStyle w:val="Sub"/>'
    body = p("one", properties=styled) + p("two", properties=styled + '<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(read(body, numbering=lists(("decimal", "%1.")), styles=styles)) == ["1. one", "two"]


def test_bullets_are_printed_and_letters_without_brackets_are_points() -> None:
    numbering = lists(("bullet", "\uf0b7"), ("lowerLetter", "%2."))
    found = read(item("lamps") + item("oil", 1), numbering=numbering)
    assert lines(found) == ["• lamps", "a. oil"]
    assert (block(found, BlockKind.POINT).number, block(found, BlockKind.POINT).label) == ("a.", 3)


# words


def test_italics_superscripts_hyphens_and_breaks() -> None:
    italic, raised = "<w:i/>", '<w:vertAlign w:val="superscript"/>'
    special = "<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/><w:t>era\xadtion</w:t></w:r>"
    body = p(run("Urges", italic), run(" all", italic), run(" in 1995"), run("2", raised), run(" at\n the "), special)
    found = read(body)
    assert lines(found) == ["Urges all in 1995² at\nthe co-operation"]
    assert stated(found, BlockKind.ITALIC) == ["Urges all"]
    assert stated(found, BlockKind.SUPERSCRIPT) == ["²"]
    assert BlockKind.SUPERSCRIPT in found.exhaustive


def test_looks_come_from_styles_and_can_be_taken_back() -> None:
    styles = '<w:style w:type="character" w:styleId="E"><w:rPr><w:i/></w:rPr></w:style>'
    body = p(run("a", '<w:rStyle w:val="E"/>'), run(" b", '<w:rStyle w:val="E"/><w:i w:val="0"/>'))
    assert stated(read(body, styles=styles), BlockKind.ITALIC) == ["a"]


def test_what_is_inserted_is_read_and_what_is_deleted_or_hidden_is_not() -> None:
    body = p(
        run("keep "),
        f"<w:ins>{run('new ')}</w:ins>",
        "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>",
        f"<w:moveFrom>{run('gone ')}</w:moveFrom>",
        run("unseen ", "<w:vanish/>"),
        run("end"),
    )
    joined = p("first ", properties="<w:rPr><w:del/></w:rPr>") + p("second")
    found = read(body + joined)
    assert lines(found) == ["keep new end", "first second"]
    assert [notice.code for notice in found.notices] == ["tracked-changes"]
    assert read(p("as it is")).notices == ()


def test_links_by_relationship_and_by_field() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText> HYPERLINK "https://example.org/b" </w:instrText></w:r>'
    body = p(
        f'<w:hyperlink r:id="l1">{run("A/79/1")}</w:hyperlink>',
        run(" and "),
        *(mark("begin"), code, mark("separate"), run("A/79/2"), mark("end")),
        f'<w:hyperlink w:anchor="_Toc1">{run(", within")}</w:hyperlink>',
    )
    found = read_word("a.docx", docx(body, links={"l1": "https://example.org/a"}))
    assert lines(found) == ["A/79/1 and A/79/2, within"]
    links = [one for one in found.blocks if one.kind is BlockKind.LINK]
    assert [one.target for one in links] == ["https://example.org/a", "https://example.org/b"]
    assert stated(found, BlockKind.LINK) == ["A/79/1", "A/79/2"]


# footnotes


def test_footnotes_stand_at_their_marks_in_the_order_of_the_text() -> None:
    notes = footnote(7, run(" See A/79/7.")) + footnote(3, run(" See A/79/3.")) + footnote(9, run(" Never cited."))
    found = read(p("Lamps", reference(3), run(" and oil,"), reference(7)), footnotes=notes)
    assert lines(found) == ["Lamps¹ and oil,²", "¹ See A/79/3.", "² See A/79/7."]
    markers = [one for one in found.blocks if one.kind is BlockKind.MARKER]
    noted = [one for one in found.blocks if one.kind is BlockKind.NOTE]
    assert [(one.number, one.note) for one in markers] == [(one.number, one.note) for one in noted]
    assert [(one.number, one.label) for one in noted] == [("1", 2), ("2", 2)]
    assert stated(found, BlockKind.MARKER) == ["¹", "²"]


def test_a_mark_of_its_own_is_kept_and_is_not_part_of_the_note() -> None:
    mark = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    notes = f'<w:footnote w:id="2">{p(run("* Reissued."))}</w:footnote>' + footnote(3, run("See A/79/3."))
    found = read(p("Title", mark) + p("Text", reference(3)), footnotes=notes)
    assert lines(found) == ["Title*", "Text¹", "* Reissued.", "¹ See A/79/3."]
    assert [one.number for one in found.blocks if one.kind is BlockKind.NOTE] == ["*", "1"]


# headings, tables, furniture


def test_headings_are_stated_after_the_text_has_begun_and_open_before() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    heading = '<w:pStyle w:val="H1"/>'
    found = read(p("The title", properties=heading) + p(SENTENCE) + p("Oil", properties=heading), styles=styles)
    assert stated(found, BlockKind.HEADING) == ["Oil"]
    assert block(found, BlockKind.HEADING).level == 1


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def test_tables_are_rows_and_those_of_the_cover_are_lines() -> None:
    dated = row(p("General Assembly"), p("Distr.: General") + p("8 January 2025"))
    cover = f"<w:tbl>{row(p('United Nations'), p('A/79/991'))}{dated}</w:tbl>"
    table = f"<w:tbl>{row(p('Room'), p('Lamps'))}{row(p('North'), p('12') + p('lit'))}</w:tbl>"
    found = read(cover + p(SENTENCE) + table)
    assert lines(found)[:4] == ["United Nations", "A/79/991", "General Assembly", "Distr.: General\n8 January 2025"]
    assert stated(found, BlockKind.ROW) == ["Room\tLamps", "North\t12 lit"]
    assert stated(found, BlockKind.TABLE) == ["Room\tLamps\n\nNorth\t12 lit"]


def test_the_first_header_opens_the_text_and_boxes_are_furniture() -> None:
    words = f"<w:txbxContent>{p('Please recycle')}</w:txbxContent>"
    choice = f"<mc:Choice><wp:b>{words}</wp:b></mc:Choice><mc:Fallback>{words}</mc:Fallback>"
    box = f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
    headers = (("first", "header1"), ("default", "header2"))
    references = "".join(f'<w:headerReference w:type="{kind}" r:id="{name}"/>' for kind, name in headers)
    section = f"<w:sectPr>{references}<w:titlePg/></w:sectPr>"
    found = read(p(run(SENTENCE), box) + section, header1=p("A/RES/79/991"), header2=p("on every page"))
    assert lines(found) == ["A/RES/79/991", SENTENCE, "Please recycle"]
    assert stated(found, BlockKind.FURNITURE) == ["Please recycle"]


def test_places_are_paths_of_elements() -> None:
    found = read(p("one") + p("two"))
    assert [one.place.path for one in found.placed] == ["/w:document/w:body/w:p[1]", "/w:document/w:body/w:p[2]"]


# what is refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
GOOD = docx(p("lamps"))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), r"an old Word file \(\.doc\); convert it to \.docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (OLE, "an old Office file, but not a Word document"),
        (rb"{\rtf1 lamps}", "an RTF file; convert it"),
        (b"lamps", r"not a Word file"),
        (b"", r"not a Word file"),
        (GOOD[:-30], "the Word file is damaged"),
        (GOOD[: len(GOOD) // 2], "the Word file is damaged"),
        (zipped({"a.txt": "lamps"}), "a zip archive, not a Word file; unpack it"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "an Office file, but not a Word document"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": "<w:br"}), "damaged: word/document.xml"),
        (zipped({f"{at}": "" for at in range(10_001)}), "more than 10000 files"),
        (docx(p("")), "no text in it"),
        (docx(""), "no text in it"),
    ],
)  # fmt: skip
def test_what_is_no_word_file_is_refused_with_what_to_do(raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        read_word("a.docx", raw)


def test_entities_are_refused() -> None:
    declared = '<!DOCTYPE d [<!ENTITY lol "lol"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    document = part("document", f"<w:body>{p('lamps')}</w:body>").replace("?>", "?>" + declared, 1)
    for raw in (document.encode(), document.replace("UTF-8", "UTF-16").encode("utf-16")):
        with pytest.raises(UnreadableSource, match="declares a document type"):
            read_word("a.docx", zipped({"[Content_Types].xml": "", "word/document.xml": raw}))


def test_what_inflates_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_INFLATED", 100_000)
    raw = docx(p(" " * 200_000 + "lamps"))
    assert len(raw) < 10_000
    with pytest.raises(UnreadableSource, match="inflates to more than"):
        read_word("a.docx", raw)


@pytest.mark.parametrize(
    ("before", "after"), [("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), ("<w:sdt>", "</w:sdt>")]
)
def test_deep_nesting_is_read_and_a_bottomless_one_refused(before: str, after: str) -> None:
    assert "deep" in read(p(SENTENCE) + before * 60 + p("deep") + after * 60).text
    with pytest.raises(UnreadableSource, match="the Word file is damaged"):
        read(p(SENTENCE) + before * 5_000 + p("deep") + after * 5_000)


def test_the_strict_variant_of_the_standard_is_read() -> None:
    common, strict = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    document = part("document", f"<w:body>{p('lamps')}</w:body>").replace(common, strict)
    raw = zipped({"[Content_Types].xml": "", "word/document.xml": document})
    assert lines(read_word("a.docx", raw)) == ["lamps"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_writes_is_read(tmp_path: Path) -> None:
    """Numbers, a footnote and a link, saved anew by another program than the one that made them here."""
    numbering = lists(("decimal", "%1."), ("lowerLetter", "(%2)"))
    body = p("Lamps", reference(2)) + item("Urges") + item("one", 1) + item("two", 1) + item("Asks")
    linked = p(f'<w:hyperlink r:id="l1">{run("A/79/1")}</w:hyperlink>')
    before = tmp_path / "a.docx"
    before.write_bytes(
        docx(body + linked, {"l1": "https://example.org/a"}, numbering=numbering, footnotes=footnote(2, run(" See.")))
    )
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "out"), str(before)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = read_word("a.docx", (tmp_path / "out/a.docx").read_bytes())
    assert lines(found) == ["Lamps¹", "1. Urges", "(a) one", "(b) two", "2. Asks", "A/79/1", "¹ See."]
    assert block(found, BlockKind.LINK).target == "https://example.org/a"
    assert block(found, BlockKind.MARKER).note == block(found, BlockKind.NOTE).note
