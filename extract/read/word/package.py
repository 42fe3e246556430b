"""The parts of a .docx file: a zip of XML files, opened with a limit on what they inflate to, without entities."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib

from lxml import etree

from extract.read.unreadable_source import UnreadableSource

MAX_INFLATED = 48 * 1024 * 1024
"""Bytes that all parts read of one file may inflate to: some ten times the longest reports."""

_MOST_ENTRIES = 10_000
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_DAMAGED = "the Word file is damaged"
_CONVERT = "convert it to .docx, for example with LibreOffice"

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Namespaces of the strict variant of the standard (ISO/IEC 29500), and those of the common one."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAIN = "officeDocument"


def looks_like_office(raw: bytes) -> bool:
    """Whether ``raw`` begins as Word files do: .docx (any zip), .doc (any OLE file) or RTF."""
    return raw.startswith((_ZIP, _EMPTY_ZIP, _OLE, _RTF))


class Package:
    """The parts of one .docx file, each parsed when it is asked for.

    Raises ``UnreadableSource``, also in its methods, for what is no such file, is damaged, protected, or inflates to
    more than ``MAX_INFLATED`` bytes.
    """

    def __init__(self, name: str, raw: bytes) -> None:
        self._name = name
        self._left = MAX_INFLATED
        _refuse_others(name, raw)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableSource(name, f"{_DAMAGED}: {error}") from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        if "[Content_Types].xml" not in self._entries:
            raise UnreadableSource(name, "a zip archive, not a Word file; unpack it")
        self.main = next((target for kind, target, _ in self.relationships("").values() if kind == _MAIN), "")
        if self.main not in self._entries:
            self.main = "word/document.xml"
        if self.main not in self._entries or not self.parsed(self.main).tag == f"{W}document":
            raise UnreadableSource(name, "an Office file, but not a Word document")

    def parsed(self, part: str) -> etree._Element:
        """The root element of a part that must be there."""
        found = self.part(part)
        if found is None:
            raise UnreadableSource(self._name, f"{_DAMAGED}: it has no {part}")
        return found

    def part(self, part: str) -> etree._Element | None:
        """The root element of a part, None where there is no such part."""
        raw = self._inflated(part)
        if raw is None:
            return None
        for strict, common in _STRICT:
            raw = raw.replace(strict, common)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(raw, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableSource(self._name, f"{_DAMAGED}: {part}: {error}") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableSource(self._name, f"{_DAMAGED}: {part} declares a document type, which no Word file does")
        return root

    def relationships(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """What ``part`` refers to, by identifier: the kind (``header``, ``hyperlink``), the name of the part or the
        address as written, and whether it lies outside of the file."""
        folder, _, file = part.rpartition("/")
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for relation in root if root is not None else ():
            external = relation.get("TargetMode") == "External"
            target = relation.get("Target") or ""
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id") or ""] = ((relation.get("Type") or "").rpartition("/")[2], target, external)
        return found

    def related(self, kind: str) -> etree._Element | None:
        """The part of that kind to which the main part refers (``styles``, ``footnotes``), None where there is none."""
        targets = (target for found, target, external in self.relationships(self.main).values() if found == kind)
        target = next(targets, None)
        return self.part(target) if target else None

    def _inflated(self, part: str) -> bytes | None:
        entry = self._entries.get(part)
        if entry is None:
            return None
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableSource(self._name, "the file is protected by a password; save it without one")
        if entry.compress_type not in _METHODS:
            raise UnreadableSource(self._name, f"{_DAMAGED}: {part} is compressed in a way that Word does not use")
        try:
            with self._zip.open(entry) as stream:
                raw = stream.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, ValueError, RuntimeError) as error:
            raise UnreadableSource(self._name, f"{_DAMAGED}: {part}: {str(error) or 'it ends too early'}") from error
        self._left -= len(raw)
        if self._left < 0:
            limit = MAX_INFLATED // 1024 // 1024
            raise UnreadableSource(self._name, f"the Word file inflates to more than {limit} MB")
        return raw


def _refuse_others(name: str, raw: bytes) -> None:
    if raw.startswith(_RTF):
        raise UnreadableSource(name, f"an RTF file; {_CONVERT}")
    if raw.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise UnreadableSource(name, "the file is protected by a password; save it without one")
        if "WordDocument".encode("utf-16-le") in raw:
            raise UnreadableSource(name, f"an old Word file (.doc); {_CONVERT}")
        raise UnreadableSource(name, "an old Office file, but not a Word document")
    if not raw.startswith((_ZIP, _EMPTY_ZIP)):
        raise UnreadableSource(name, "not a Word file (.docx)")
    if raw.count(_ENTRY) > _MOST_ENTRIES:
        raise UnreadableSource(name, f"a zip archive of more than {_MOST_ENTRIES} files, not a Word file")


def value(element: etree._Element | None, path: str) -> str | None:
    """The ``w:val`` of the element at ``path`` below ``element`` (``pPr/numPr/numId``), None where there is none; an
    empty one is empty."""
    found = child(element, path)
    return None if found is None else found.get(f"{W}val", "")


def child(element: etree._Element | None, path: str) -> etree._Element | None:
    """The first element at ``path`` below ``element``."""
    for step in path.split("/"):
        if element is None:
            return None
        element = element.find(f"{W}{step}")
    return element


def is_on(element: etree._Element | None, path: str) -> bool | None:
    """Whether a switch such as ``rPr/i`` is on, None where it is not set."""
    found = value(element, path)
    return None if found is None else found not in ("0", "false", "off", "none")


def tag_name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def number(text: str | None, default: int) -> int:
    """A whole number as Word files write it, ``default`` for anything else."""
    try:
        return min(max(int(text or ""), -1_000_000), 1_000_000)
    except ValueError:
        return default
