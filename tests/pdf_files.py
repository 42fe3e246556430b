"""Small PDFs put together by hand, so that each character stands where a test wants it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

FONTS = {"roman": "Times-Roman", "italic": "Times-Italic", "bold": "Times-Bold"}
_KEYS = {name: f"F{index}" for index, name in enumerate(FONTS, 1)}
_ESCAPES = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


def words(  # noqa: PLR0917 - read as a line of a page: where, what, how
    x: float, y: float, text: str, size: float = 10, font: str = "roman", matrix: str = "1 0 0 1"
) -> str:
    """Text whose baseline begins at a point."""
    return f"BT /{_KEYS[font]} {size} Tf {matrix} {x} {y} Tm ({text.translate(_ESCAPES)}) Tj ET\n"


def rule(left: float, right: float, y: float) -> str:
    """A thin horizontal line."""
    return f"{left} {y} m {right} {y} l 0.5 w S\n"


def picture(width: int, height: int) -> str:
    """A grey image over the page."""
    return f"q {width} 0 0 {height} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q\n"


def lines_of_words(lines: Sequence[str], left: float = 123, top: float = 700, leading: float = 12) -> str:
    """Lines below one another at the left margin."""
    return "".join(words(left, top - at * leading, line) for at, line in enumerate(lines))


def pdf_of(
    pages: Sequence[str | bytes],
    *,
    size: tuple[int, int] = (612, 792),
    rotate: int = 0,
    encrypted: bool = False,
    packed: bool = False,
) -> bytes:
    """A PDF of pages with these content streams; ``packed`` ones are deflated, ``encrypted`` asks for a password."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    fonts = {
        key: add(f"<</Type/Font/Subtype/Type1/BaseFont/{FONTS[name]}/Encoding/WinAnsiEncoding>>".encode())
        for name, key in _KEYS.items()
    }
    resources = "<</Font<<" + "".join(f"/{key} {number} 0 R" for key, number in fonts.items()) + ">>>>"
    parent = len(objects) + 2 * len(pages) + 1
    kids: list[int] = []
    for page in pages:
        raw = page if isinstance(page, bytes) else page.encode("cp1252")
        body = zlib.compress(raw) if packed else raw
        packing = "/Filter/FlateDecode" if packed else ""
        content = add(f"<</Length {len(body)}{packing}>>\nstream\n".encode() + body + b"\nendstream")
        kids.append(
            add(
                f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Rotate {rotate}"
                f"/Resources {resources}/Contents {content} 0 R>>".encode()
            )
        )
    add(f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode())
    catalog = add(f"<</Type/Catalog/Pages {parent} 0 R>>".encode())
    trailer = f"/Root {catalog} 0 R"
    if encrypted:
        secret = "".join(f"{byte:02x}" for byte in range(32))
        lock = add(f"<</Filter/Standard/V 1/R 2/O<{secret}>/U<{secret}>/P -4>>".encode())
        trailer += f"/Encrypt {lock} 0 R/ID[<{secret}><{secret}>]"
    return _assembled(objects, trailer)


def _assembled(objects: Sequence[bytes], trailer: str) -> bytes:
    """The file of numbered objects with their table."""
    raw = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(raw)
    raw += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    raw += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    raw += f"trailer <</Size {len(objects) + 1}{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(raw)
