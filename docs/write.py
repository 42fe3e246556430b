"""Write what the documentation takes from the program: docs/cli.md from --help, docs/reference/ from the ontology, the
shapes and the registers, and the output in README.md and docs/guide.md.

    python docs/write.py          write them anew
    python docs/write.py --check  say what is out of step; exit status 1 if anything is

Every line ``$ unmandates …`` in a ``console`` block of these two is run, in a folder that holds ``examples/`` and their
graph, and what it prints takes the place of the lines below it.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from reference_diagram import diagram
from reference_pages import DIAGRAM, pages

ROOT = Path(__file__).resolve().parent.parent
COMMAND = Path(sys.executable).with_name("unmandates")
BUILD = "unmandates build examples"

_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_COMMAND_NAME = re.compile(r"^  (\w+) {2,}", re.MULTILINE)


def run(arguments: list[str], folder: Path) -> str:
    """What the command prints, on both streams, in a plain and narrow terminal."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("UNMANDATES_")}
    environment |= {"COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(  # noqa: S603 - our own command
        [COMMAND, *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def command_names() -> list[str]:
    """The commands that ``unmandates --help`` lists, in its order."""
    return _COMMAND_NAME.findall(run(["--help"], ROOT).partition("Commands:")[2])


def reference() -> str:
    """docs/cli.md."""
    parts = ["# Commands", "Written by `make docs` from `--help`.", f"```\n{run(['--help'], ROOT).rstrip()}\n```"]
    for name in command_names():
        parts += [f"## {name}", f"```\n{run([name, '--help'], ROOT).rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


def with_output(text: str) -> str:
    """A text with the output of its commands as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        if f"$ {BUILD}" not in text:
            run(shlex.split(BUILD)[1:], Path(folder))

        def rerun(block: re.Match[str]) -> str:
            commands = [line for line in block[1].splitlines() if line.startswith("$ ")]
            return "".join(f"{line}\n{run(shlex.split(line)[2:], Path(folder))}" for line in commands)

        return _BLOCK.sub(rerun, text)


def main() -> int:
    """Write, or compare, each document."""
    status = 0
    pages_with_output = (ROOT / "README.md", ROOT / "docs/guide.md")
    written = {
        **{ROOT / "docs/reference" / name: text for name, text in {**pages(), DIAGRAM: diagram()}.items()},
        ROOT / "docs/cli.md": reference(),
        **{page: with_output(page.read_text("utf-8")) for page in pages_with_output},
    }
    for file, new in written.items():
        now = file.read_text("utf-8") if file.exists() else ""
        if new == now:
            continue
        if sys.argv[1:] == ["--check"]:
            name = file.relative_to(ROOT).as_posix()
            sys.stdout.writelines(difflib.unified_diff(now.splitlines(True), new.splitlines(True), name, "now"))  # noqa: FBT003
            status = 1
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_text(new, "utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main())
