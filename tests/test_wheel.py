"""The wheel holds all that the command needs, and runs from anywhere."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from specimens import EXAMPLES, ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command: list[str | Path] = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("unmandates-*.whl")
    return built


def test_the_wheel_holds_packages_and_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    top = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert top == {"extract", "graph", "unmandates", "ontology", "queries"}
    source = {path.relative_to(ROOT).as_posix() for path in (ROOT / "queries").glob("*.rq")}
    source |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "ontology").rglob("*.*") if path.is_file()}
    source = {name for name in source if "__pycache__" not in name}
    source |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "unmandates/pages/templates").glob("*.*")}
    assert source
    assert source <= set(names)


def test_the_installed_wheel_builds_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    (site,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    # The dependencies come from the running environment, so that no network is needed.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    install: list[str | Path] = ["install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", wheel]
    subprocess.run([sys.executable, "-m", "pip", "--python", python, *install], check=True)
    (tmp_path / "elsewhere").mkdir()

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [python.with_name(arguments[0]), *arguments[1:]],
            cwd=tmp_path / "elsewhere",
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("python", "-c", "import unmandates; print(unmandates.__file__)").startswith(str(site))
    data = str(tmp_path / "data")
    run("unmandates", "build", str(EXAMPLES), "--store", data, "--jobs", "1")
    assert "A/RES/55/25" in run("unmandates", "ask", "cites", "A/RES/79/990", "--store", data)
    run("unmandates", "show", "79/990", "--html", "page.html", "--store", data)
    assert "<mark class=" in (tmp_path / "elsewhere" / "page.html").read_text("utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "treaties.csv").write_text("id,aliases\nMTDSG/XVIII-12,+ | Lunden Convention\n", "utf-8")
    run("unmandates", "build", str(EXAMPLES), "--store", data, "--jobs", "1", "--registers", str(own))
    assert "A/RES/79/990" in run("unmandates", "ask", "cited-by", "Lunden Convention", "--store", data)
