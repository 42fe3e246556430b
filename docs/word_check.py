"""Check the project's words: no retired word, no name of a class or module twice. ``docs/glossary.md`` says which.

    python docs/word_check.py            every misuse with its file and line; exit status 1 if there is any
    python docs/word_check.py PATH …     only misuses in these files and folders
    python docs/word_check.py --summary  how many misuses each folder has

The tables of the glossary are the only place where words, replacements and allowed uses stand.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
GLOSSARY = "docs/glossary.md"

_CODE = ("extract", "graph", "unmandates", "bench", "docs", "tests")
_FOLDERS = (*_CODE, "ontology", "queries", "deploy", ".ci")
_SUFFIXES = frozenset(".py .md .ttl .rq .html .css .js .toml .conf .service .json .txt .svg".split())
_NOT_OURS = ("ontology/registers/*", "docs/judged/*.csv", "*.lock")
"""Facts of the field, verdicts on texts, and what tools write."""

_MARKED = re.compile(r"`([^`]+)`")
_GAP = r"[\s_*#-]+"
_SOME_WORDS = rf"(?:{_GAP}[\w’'-]+){{0,4}}?{_GAP}"


@dataclass(frozen=True, slots=True, order=True)
class Misuse:
    """A word or name to change, with the file (relative, with ``/``) and the line, from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Retired:
    """A row of the table of retired words. ``where`` is one of its three scopes."""

    words: tuple[str, ...]
    replacement: str
    where: str
    allowed: tuple[str, ...]

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words that are still right."""
        return tuple(one for one in self.allowed if not _is_path(one))

    def may_stand_in(self, file: str) -> bool:
        """Whether the row allows its words in the whole of ``file``."""
        return file == GLOSSARY or any(fnmatch(file, one) for one in self.allowed if _is_path(one))


@dataclass(frozen=True, slots=True)
class Name:
    """A name that Python code gives, with its line."""

    text: str
    line: int
    is_class: bool


@dataclass(frozen=True, slots=True)
class Glossary:
    """The two tables that are checked: retired words, and patterns of module names that may stand twice."""

    retired: tuple[Retired, ...]
    shared_names: frozenset[str]


def read_glossary(text: str) -> Glossary:
    """The tables of ``docs/glossary.md``, by the names of their first columns."""
    rows = {name: list(table_rows(text, name)) for name in ("retired", "module")}
    retired = tuple(
        Retired(tuple(_MARKED.findall(cells[0])), cells[1].replace("`", ""), cells[2], tuple(_MARKED.findall(cells[3])))
        for cells in rows["retired"]
    )
    return Glossary(retired, frozenset(name for cells in rows["module"] for name in _MARKED.findall(cells[0])))


def files(root: Path) -> dict[str, str]:
    """The project's own texts by their paths."""
    found = [file for file in root.iterdir() if file.is_file()]
    found += [file for folder in _FOLDERS for file in (root / folder).rglob("*") if file.is_file()]
    named = {file.relative_to(root).as_posix(): file for file in found}
    return {
        name: file.read_text("utf-8")
        for name, file in sorted(named.items())
        if (file.suffix in _SUFFIXES or file.name == "Makefile")
        and "__pycache__" not in file.parts
        and not any(fnmatch(name, pattern) for pattern in _NOT_OURS)
    }


def misuses(texts: Mapping[str, str], glossary: Glossary) -> list[Misuse]:
    """Every misuse in ``texts``, by file and line."""
    names = {file: list(_names(file, text)) for file, text in texts.items()}
    found = set(_names_standing_twice(names, glossary.shared_names))
    for file, text in texts.items():
        lowered = text.lower()
        for row in glossary.retired:
            if row.may_stand_in(file):
                continue
            uses = _words(row, file, text, lowered) if row.where == "anywhere" else _named(row, file, names[file])
            found |= {Misuse(file, line, f"“{words}” is retired: write {row.replacement}") for line, words in uses}
    return sorted(found)


def _words(row: Retired, file: str, text: str, lowered: str) -> Iterator[tuple[int, str]]:
    """Uses of retired words in a text and in the name of its file."""
    yield from ((1, PurePosixPath(file).name) for _ in _pattern(row.words).finditer(PurePosixPath(file).name))
    if not any(all(word.lower() in lowered for word in phrase.replace("…", " ").split()) for phrase in row.words):
        return  # a pattern costs much more than this
    allowed = [one.span() for one in _pattern(row.phrases).finditer(text)] if row.phrases else []
    for one in _pattern(row.words).finditer(text):
        if not any(start <= one.start() and one.end() <= end for start, end in allowed):
            yield text.count("\n", 0, one.start()) + 1, " ".join(one[0].split())


def _named(row: Retired, file: str, names: Iterable[Name]) -> Iterator[tuple[int, str]]:
    """Retired names that a file bears or gives. Those of modules and classes are retired whole, others as parts too."""
    own = Name(PurePosixPath(file).stem, 1, is_class=True)
    words = _pattern(row.words)
    for name in (own, *names):
        plain = name.text.removeprefix("test_").removeprefix("_")
        if row.where == "modules and classes":
            retired = name.is_class and words.fullmatch(plain)
        else:
            retired = not name.text.startswith("test_") and words.search(name.text)  # names of tests are sentences
        if retired:
            yield name.line, name.text


def _names(file: str, text: str) -> Iterator[Name]:
    """Names that a Python file gives to things."""
    if not file.endswith(".py"):
        return
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ClassDef(name=name):
                yield Name(name, node.lineno, is_class=True)
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.arg(arg=name)
                | ast.Name(id=name, ctx=ast.Store())
            ):
                yield Name(name, node.lineno, is_class=False)


def _names_standing_twice(names: Mapping[str, Iterable[Name]], shared: frozenset[str]) -> Iterator[Misuse]:
    modules: dict[str, list[tuple[str, int]]] = defaultdict(list)
    classes: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for file, given in names.items():
        path = PurePosixPath(file)
        if path.suffix != ".py" or path.parts[0] not in _CODE:
            continue
        if path.stem not in shared and not any(fnmatch(file, pattern) for pattern in shared):
            modules[path.stem].append((file, 1))
        for name in given:
            if name.is_class and name.text[0] != "_" and all(other != file for other, _ in classes[name.text]):
                classes[name.text].append((file, name.line))
    for kind, named in (("module", modules), ("class", classes)):
        for text, (first, *others) in sorted(named.items()):
            for file, line in others:
                yield Misuse(file, line, f"the {kind} {text} stands in {first[0]} too: give one of them another name")


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds ``words`` in any case, as words and as parts of joined names."""
    written = "|".join(
        _SOME_WORDS.join(_GAP.join(map(re.escape, part.split())) for part in phrase.split("…")) for phrase in words
    )
    return re.compile(
        rf"(?<![^\W\d_])(?i:{written})(?![^\W\d_])"  # word, word_by
        rf"|(?<![^\W\d_])(?:{_initials(words)})(?=[A-Z])"  # WordBy
        rf"|(?<=[a-z])(?:{_initials(words, capital=True)})(?![a-z])"  # isWord
    )


def _initials(words: Iterable[str], *, capital: bool = False) -> str:
    plain = [re.escape(word) for word in words if word.isalpha()]
    forms = [word.capitalize() for word in plain] + ([] if capital else [word.lower() for word in plain])
    return "|".join(forms) or r"(?!)"


def _is_path(allowed: str) -> bool:
    return "/" in allowed or allowed.endswith(".md")


def table_rows(text: str, first_column: str) -> Iterator[list[str]]:
    """The cells of the tables whose first column has this name."""
    inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif cells[0] == first_column:
            inside = True
        elif inside and set(cells[0]) != {"-"}:
            yield cells


def main(arguments: list[str]) -> int:
    """Print the misuses, or how many each folder has."""
    paths = [one for one in arguments if not one.startswith("-")]
    found = misuses(files(ROOT), read_glossary((ROOT / GLOSSARY).read_text("utf-8")))
    if paths:
        found = [
            one
            for one in found
            if any(one.file == path or one.file.startswith(f"{path.rstrip('/')}/") for path in paths)
        ]
    if "--summary" in arguments:
        for folder, number in Counter(str(PurePosixPath(one.file).parent) for one in found).most_common():
            sys.stdout.write(f"{number:6} {folder}\n")
    else:
        sys.stdout.writelines(f"{one}\n" for one in found)
    sys.stdout.write(f"{len(found)} words or names to change.\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
