"""A worker's process can reach nothing: each attempt is made in a process that has cut itself off."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in {"x86_64", "aarch64"},
    reason="processes are cut off on Linux, x86_64 and aarch64",
)

ATTEMPTS = {
    "socket": "import socket; socket.socket()",
    "unix-socket": "import socket; socket.socket(socket.AF_UNIX)",
    "socket-pair": "import socket; socket.socketpair()",
    "program": "import subprocess; subprocess.run(['/bin/true'])",
    "replaced-program": "import os; os.execv('/bin/true', ['true'])",
    "new-file": "open({folder!r} + '/new', 'w')",
    "file-opened-to-append": "open({folder!r} + '/there', 'a')",
    "file-opened-for-both": "import os; os.open({folder!r} + '/there', os.O_RDWR)",
    "unlink": "import os; os.unlink({folder!r} + '/there')",
    "rename": "import os; os.rename({folder!r} + '/there', {folder!r} + '/moved')",
    "folder": "import os; os.mkdir({folder!r} + '/made')",
    "truncate": "import os; os.truncate({folder!r} + '/there', 0)",
    "chmod": "import os; os.chmod({folder!r} + '/there', 0)",
    "link": "import os; os.symlink('/etc/passwd', {folder!r} + '/link')",
    "signal": "import os; os.kill(os.getppid(), 0)",
    "federated-query": (
        "import pyoxigraph as ox; query = 'SELECT * {{ SERVICE <http://127.0.0.1:8000/> {{ ?s ?p ?o }} }}'\n"
        "list(ox.Store().query(query))"
    ),
}
ALLOWED = {
    "reading": "assert open({folder!r} + '/there').read() == 'kept'",
    "threads": "import threading; t = threading.Thread(target=int); t.start(); t.join()",
}

CUT_OFF = """
import subprocess
from unmandates.workers import sandbox
sandbox.limit_resources(1 << 30)
assert sandbox.cut_off()
"""


def run(attempt: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "there").write_text("kept")
    code = CUT_OFF + attempt.format(folder=str(folder))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_it_is_refused(name: str, tmp_path: Path) -> None:
    done = run(ATTEMPTS[name], tmp_path)
    assert done.returncode == 1
    assert "Operation not permitted" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["there"]
    assert (tmp_path / "there").read_text() == "kept"


@pytest.mark.parametrize("name", ALLOWED)
def test_it_is_allowed(name: str, tmp_path: Path) -> None:
    done = run(ALLOWED[name], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_memory_is_bounded(tmp_path: Path) -> None:
    done = run("try:\n  bytearray(2 << 30)\nexcept MemoryError:\n  print('refused')", tmp_path)
    assert done.stdout == "refused\n"


def test_an_open_file_cannot_grow(tmp_path: Path) -> None:
    code = (
        "from unmandates.workers import sandbox\nimport os\n"
        f"opened = os.open({str(tmp_path / 'grown')!r}, os.O_WRONLY | os.O_CREAT)\n"
        "sandbox.limit_resources(0)\nassert sandbox.cut_off()\n"
        "try:\n  os.write(opened, b'words')\nexcept OSError as error:\n  print(error.strerror)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "File too large\n"
    assert (tmp_path / "grown").read_bytes() == b""


NETWORK_REFUSED = (
    "import subprocess, socket, sys\nfrom unmandates.workers import sandbox\nassert sandbox.refuse_network()\n"
)
"""What a process that reads files does first."""


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket(socket.AF_INET)",
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'], check=True)",
    ],
)
def test_a_process_that_reads_files_and_what_it_starts_have_no_network(attempt: str) -> None:
    code = NETWORK_REFUSED + attempt
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "Operation not permitted" in done.stderr


@pytest.mark.parametrize(
    "need",
    [
        "socket.socket(socket.AF_UNIX)",
        "open({folder!r} + '/new', 'w').write('words')",
        "subprocess.run(['/bin/true'], check=True)",
    ],
)
def test_a_process_that_reads_files_has_what_programs_for_formats_need(need: str, tmp_path: Path) -> None:
    code = NETWORK_REFUSED + need.format(folder=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
