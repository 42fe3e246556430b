"""What must be done again when the program changed: a digest of the code and data of each stage of the build.

A stage depends on the modules that it imports, those that they import, and so on, and on the files of the ontology
that they read. So a change in an exporter does nothing to a build, one in ``graph/quads`` has graphs written anew from
the readings that there are, and one in ``extract`` has files read anew. Reading a file and extracting from it are one
stage, since nothing is kept between them.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from pathlib import Path

from unmandates.config import version

_PACKAGES = ("extract", "graph", "unmandates")
_ROOT = Path(__file__).resolve().parent.parent.parent


class Stage(Enum):
    """A stage: the modules that do it, and the files of the ontology that they read."""

    READING = (("unmandates.build.file_reading",), ("**/*.csv",))
    GRAPHS = (("unmandates.build.graphs",), ("**/*.csv", "**/*.ttl"))
    LINEAGE = (("graph.lineage",), ("**/*.csv",))

    def __init__(self, modules: tuple[str, ...], data: tuple[str, ...]) -> None:
        self.modules = modules
        self.data = data


def digest(stage: Stage, registers: tuple[Path, ...] = (), root: Path = _ROOT) -> str:
    """16 hex digits that change whenever the stage could do otherwise than before: with the release, with its code and
    data below ``root``, and with users' ``registers`` (folders, in order)."""
    files = sorted(_sources(stage.modules, root), key=str)
    files += sorted({file for pattern in stage.data for file in (root / "ontology").glob(pattern)}, key=str)
    named = [(file.relative_to(root).as_posix(), file) for file in files]
    named += [(f"{n}/{file.name}", file) for n, folder in enumerate(registers) for file in sorted(folder.glob("*.csv"))]
    digested = hashlib.sha256(version().encode())
    for name, file in named:
        digested.update(name.encode("utf-8", "surrogateescape") + b"\0")
        digested.update(hashlib.sha256(file.read_bytes()).digest())
    return digested.hexdigest()[:16]


def _sources(modules: Iterable[str], root: Path) -> set[Path]:
    """The files of ``modules`` and of all that they import, and what lies beside them in their packages that is no
    module. The name of a package stands for all its modules."""
    found: set[Path] = set()
    waiting = list(modules)
    for name in modules:
        if _source(name, root) is None:
            raise FileNotFoundError(f"no module {name} in {root}")
        folder = root.joinpath(*name.split("."))
        waiting += (".".join(file.relative_to(root).with_suffix("").parts) for file in folder.rglob("*.py"))
    while waiting:
        file = _source(waiting.pop(), root)
        if file is None or file in found:
            continue
        found.add(file)
        if file.name == "__init__.py":
            found.update(beside for beside in file.parent.iterdir() if beside.is_file() and ".py" not in beside.suffix)
        waiting += _imported(file, file.stat().st_mtime_ns, root)
    return found


def _source(module: str, root: Path) -> Path | None:
    """The file of a module of ours, else None."""
    path = root.joinpath(*module.split("."))
    candidates = (path / "__init__.py", path.with_suffix(".py"))
    return next((file for file in candidates if file.is_file()), None)


@cache
def _imported(file: Path, _changed: int, root: Path) -> tuple[str, ...]:
    """The modules of ours that a file imports, wherever in it, with the packages that they are in."""
    package = file.relative_to(root).parent.parts
    names: set[str] = set()
    for name in _names(ast.parse(file.read_bytes()), package):
        parts = name.split(".")
        if parts[0] in _PACKAGES:
            names.update(".".join(parts[:length]) for length in range(1, len(parts) + 1))
    return tuple(sorted(names))


def _names(tree: ast.Module, package: tuple[str, ...]) -> Iterator[str]:
    """What is imported, by its full name; of ``from a import b`` both ``a`` and ``a.b``, which may be a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join(filter(None, (*above, node.module)))
            yield from (f"{module}.{alias.name}" for alias in node.names)
