"""What is read of web pages: the document's words, numbers of lists, markers and notes, links, tables."""

from __future__ import annotations

import pytest

from extract.read import UnreadableSource
from extract.read.html import looks_like_html, read_html
from extract.source import Block, BlockKind, Source

SENTENCE = "The lamps of the reading rooms are counted once a year by the keepers of the house."


def read(body: str, head: str = "<meta charset=utf-8>") -> Source:
    return read_html("a.html", f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


def lines(source: Source) -> list[str]:
    return source.text.rstrip("\n").split("\n\n")


def blocks(source: Source, kind: BlockKind) -> list[Block]:
    return [block for block in source.blocks if block.kind is kind]


def stated(source: Source, kind: BlockKind) -> list[str]:
    return [source.text[block.span.start : block.span.end] for block in blocks(source, kind)]


# what is the document's


def test_scripts_navigation_and_what_is_hidden_are_left_out() -> None:
    page = (
        "<script>var a = '<p>no</p>'</script><style>p {}</style><!-- <p>no</p> --><header>Site</header>"
        "<nav><a href=/>Home</a></nav><div class='breadcrumb'>Home</div><div id=sidebar>See also</div>"
        "<div role=navigation>Next</div><p hidden>no</p><p style='display: none'>no</p><noscript>no</noscript>"
        "<form><input value=x><button>Search</button></form><p>Lamps <span>and</span> oil</p><p>Wicks</p>"
        "<footer>Contact</footer>"
    )
    assert lines(read(page)) == ["Lamps and oil", "Wicks"]


def test_the_main_part_is_read_where_a_page_says_which_it_is() -> None:
    assert lines(read("<p>around</p><main><header><h1>Lamps</h1></header><p>lit</p></main>")) == ["Lamps", "lit"]
    assert lines(read("<p>around</p><article>lit</article>")) == ["lit"]
    assert lines(read("<p>around</p><main> </main>")) == ["around"]


def test_blocks_breaks_and_white_space() -> None:
    found = read("<div>one\n  two<br>three<div>four</div>five</div><pre>six\n  seven\n\neight</pre>")
    assert lines(found) == ["one two\nthree", "four", "five", "six\nseven", "eight"]


def test_places_are_paths_of_elements() -> None:
    found = read("<p>one</p><div><p>two</p></div>")
    assert [one.place.path for one in found.placed] == ["/html/body/p[1]", "/html/body/div[1]/p[1]"]


# lists


def test_lists_print_their_numbers() -> None:
    page = "<ol start=3><li>Urges<ol type=a><li>one</li><li value=4>two</li></ol></li><li>Asks</li></ol>"
    found = read(page)
    assert lines(found) == ["3. Urges", "a. one", "d. two", "4. Asks"]
    assert [point.number for point in blocks(found, BlockKind.POINT)] == ["a.", "d."]


def test_lists_of_other_kinds() -> None:
    assert lines(read("<ol reversed><li>x<li>y</ol>")) == ["2. x", "1. y"]
    assert lines(read("<ol type=I><li>x<li>y</ol>")) == ["I. x", "II. y"]
    assert lines(read("<ol style='list-style-type: lower-roman'><li>x<li>y</ol>")) == ["i. x", "ii. y"]
    assert lines(read("<ul><li>x<li>y</ul>")) == ["• x", "• y"]
    assert lines(read("<ul style='list-style: none'><li>x</ul>")) == ["x"]


def test_a_printed_number_is_not_printed_twice() -> None:
    assert lines(read("<ol><li>1. Urges lamps;<li>2. Asks</ol>")) == ["1. Urges lamps;", "2. Asks"]
    assert lines(read("<ul><li>(a) To count;<li>(b) To light</ul>")) == ["(a) To count;", "(b) To light"]


# words


def test_raised_italic_and_linked_words() -> None:
    found = read(
        "<p>In 1995<sup>2</sup> <em>Urges</em> <a href='https://example.org/a'>A/79/1</a><a href='#x'>x</a></p>"
    )
    assert lines(found) == ["In 1995² Urges A/79/1x"]
    assert stated(found, BlockKind.SUPERSCRIPT) == ["²"]
    assert stated(found, BlockKind.ITALIC) == ["Urges"]
    assert stated(found, BlockKind.LINK) == ["A/79/1"]
    assert blocks(found, BlockKind.LINK)[0].target == "https://example.org/a"
    assert BlockKind.SUPERSCRIPT in found.exhaustive
    assert read("<p>Lamps1</p>").exhaustive == ()


def test_styles_within_the_page_count() -> None:
    head = (
        "<style>.t1, .t2 {vertical-align: super} i.no {font-style: normal} .gone {display: none} .x {list-style: none}"
    )
    body = (
        "<p>Oil<span class=t1>2</span> <i class=no>a</i> <span style='font-style: italic'>Urges</span></p>"
        "<p class=gone>no</p><ol><li class=x><span>1.</span>Asks<li>b</ol>"
    )
    found = read(body, head + "</style>")
    assert lines(found) == ["Oil² a Urges", "1.Asks", "2. b"]
    assert stated(found, BlockKind.ITALIC) == ["Urges"]
    assert stated(found, BlockKind.SUPERSCRIPT) == ["²"]


NOTE = "See <i>Oil</i>."
NOTES = {
    f"<p>Oil<sup id=r1><a href='#f1'>1</a></sup></p><ol><li id=f1>{NOTE} <a href='#r1'>↩</a></ol>": "Oil¹",
    f"<p>Oil<a href='#_f' name='_r'>[1]</a></p><div><p><a href='#_r' name='_f'>[1]</a> {NOTE}</p></div>": "Oil[1]",
    f"<p>Oil<a name=a href='#s'><sup>1</sup></a></p><div><p><a name=s href='#a'>1</a> {NOTE}</p></div>": "Oil¹",
}


@pytest.mark.parametrize(("page", "words"), NOTES.items())
def test_markers_are_tied_to_the_notes_that_they_link_to(page: str, words: str) -> None:
    found = read(page)
    assert lines(found) == [words, "¹ See Oil."]
    (marker,), (note,) = blocks(found, BlockKind.MARKER), blocks(found, BlockKind.NOTE)
    assert (marker.number, marker.note) == (note.number, note.note)
    assert note.number == "1"
    assert stated(found, BlockKind.ITALIC) == ["Oil"]


def test_a_footer_with_notes_is_kept_and_links_to_paragraphs_are_no_markers() -> None:
    text = "<p id=p1>See <a href='#p2'>2</a>,<sup><a href='#f1'>1</a></sup></p><p id=p2>Oil</p>"
    page = f"<article>{text}<footer><p id=f1>1 Note.</p></footer></article>"
    found = read(page)
    assert lines(found) == ["See 2,¹", "Oil", "¹ Note."]
    assert stated(found, BlockKind.MARKER) == ["¹"]


# headings and tables


def test_headings_are_stated_after_the_text_has_begun_and_open_before() -> None:
    found = read(f"<h1>Title</h1><p>{SENTENCE}</p><h2>Oil</h2>")
    assert stated(found, BlockKind.HEADING) == ["Oil"]
    assert blocks(found, BlockKind.HEADING)[0].level == 2


def test_tables_are_rows_unless_they_lay_out_the_page() -> None:
    table = "<table><tr><th>Room<th>Lamps<tr><td>North<td><p>12</p><p>lit</p></table>"
    found = read(f"<table><tr><td>United Nations<td>A/79/991</table><p>{SENTENCE}</p>{table}<p>After</p>")
    assert lines(found) == ["United Nations", "A/79/991", SENTENCE, "Room\tLamps", "North\t12 lit", "After"]
    assert stated(found, BlockKind.ROW) == ["Room\tLamps", "North\t12 lit"]
    assert stated(found, BlockKind.TABLE) == ["Room\tLamps\n\nNorth\t12 lit"]
    outer = read(f"<p>{SENTENCE}</p><table><tr><td>{table}<td>beside</table>")
    assert "beside" in lines(outer)


# bytes

PAGE = "<!DOCTYPE html><html><head><!-- {} --></head><body><p>“résolution” – Ж</p></body></html>"


def declaring(meta: str) -> str:
    return PAGE.replace("<!-- {} -->", meta)


@pytest.mark.parametrize(
    ("raw", "notices"),
    [
        (PAGE.encode("utf-8"), 0),
        (PAGE.encode("utf-8-sig"), 0),
        (PAGE.encode("utf-16"), 1),
        (declaring("<meta charset='windows-1251'>").replace("é", "e").encode("cp1251"), 0),
        (declaring("<meta content='text/html; charset=iso-8859-1'>").replace("Ж", "").encode("cp1252"), 0),
        (PAGE.replace("Ж", "").encode("cp1252"), 1),
        (declaring("<meta charset=hex>").encode("utf-8"), 0),
        (declaring("<meta charset=idna>").encode("utf-8"), 0),
        (b'<?xml version="1.0" encoding="UTF-8"?>' + PAGE.encode("utf-8"), 0),
    ],
)  # fmt: skip
def test_encodings(raw: bytes, notices: int) -> None:
    assert looks_like_html(raw)
    found = read_html("a.html", raw)
    assert found.text.replace("e", "é").replace("Ж", "").rstrip() == "“résolution” –".replace("e", "é")
    assert [notice.code for notice in found.notices] == ["encoding"] * notices


@pytest.mark.parametrize("raw", [b"", b"<html></html>", b"<!doctype html><script>a</script>", b"\0", b"<!-- a -->"])
def test_a_page_without_words_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableSource, match="no text in it"):
        read_html("a.html", raw)


def test_text_and_other_markup_are_no_pages() -> None:
    for raw in (b"The General Assembly <html>", b"<?xml version='1.0'?><akomaNtoso/>", b"<svg>", b"<", b""):
        assert not looks_like_html(raw)
    for raw in (b" \n<!-- a --><HTML>", b"<!DOCTYPE HTML PUBLIC '-//W3C'>", b"<?xml version='1.0'?>\n<html xmlns='x'>"):
        assert looks_like_html(raw)


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "table><tr><td", "ol><li"])
def test_deep_nesting_is_read_and_a_bottomless_one_refused(tag: str) -> None:
    assert "deep" in read(f"{f'<{tag}>' * 60}<p>deep</p>").text
    with pytest.raises(UnreadableSource, match=r"cannot be read whole: .* nested too deep \(line 1\)"):
        read(f"<p>above</p>{'</b>' * 50_000}{f'<{tag}>' * 5_000}<p>deep</p>")


def test_a_piece_beyond_all_length_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="cannot be read whole: a piece of it is too long"):
        read(f"<p>above</p><p>{'a' * 11_000_000}</p>")


def test_entities_of_documents_are_not_expanded() -> None:
    declared = (
        b'<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><p>lamps &f; &amp; oil</p></body></html>'
    )
    assert "root:" not in read_html("a.html", declared).text
