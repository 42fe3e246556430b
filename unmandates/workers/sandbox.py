"""What a process that runs strangers' queries may no longer do: reach the network, write files, start programs, take
memory without bound; and one that reads strangers' files: reach the network.

On Linux a seccomp filter makes the kernel refuse the calls themselves, whatever code asks for them; it cannot be taken
off again. Source of the rules: seccomp(2), and the kernel's tables of system calls for the two processors.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import socket
import struct
import sys
from collections.abc import Mapping, Sequence

_SET_NO_NEW_PRIVS = 38
_SET_PDEATHSIG = 1
_SET_MODE_FILTER = 1
_ALL_THREADS = 1  # SECCOMP_FILTER_FLAG_TSYNC

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000  # 1: EPERM

_X32 = 0x40000000
"""Numbers from here on are the same calls for another kind of program, which nothing here needs."""

_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
"""Flags of a file that is opened for more than reading."""

# By processor: the machine's number in filters, that of seccomp(2), the calls that open files with the place of their
# flags among the arguments, and the calls refused. Those of 400 and more are the same everywhere.
_SHARED = {"io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "pidfd_getfd": 438, "openat2": 437}
_MACHINES = {
    "x86_64": (
        0xC000003E,
        317,
        {2: 1, 257: 2},
        {
            "socket": 41, "connect": 42, "accept": 43, "sendto": 44, "sendmsg": 46, "bind": 49, "listen": 50,
            "socketpair": 53, "accept4": 288, "sendmmsg": 307,
            "execve": 59, "execveat": 322, "fork": 57, "vfork": 58, "ptrace": 101, "process_vm_readv": 310,
            "process_vm_writev": 311, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323,
            "truncate": 76, "ftruncate": 77, "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85, "link": 86,
            "unlink": 87, "symlink": 88, "chmod": 90, "fchmod": 91, "chown": 92, "fchown": 93, "lchown": 94,
            "mknod": 133, "mkdirat": 258, "mknodat": 259, "fchownat": 260, "unlinkat": 263, "renameat": 264,
            "linkat": 265, "symlinkat": 266, "fchmodat": 268, "renameat2": 316, "mount": 165, "setns": 308,
            "unshare": 272, "kill": 62,
        },
    ),
    "aarch64": (
        0xC00000B7,
        277,
        {56: 2},
        {
            "socket": 198, "socketpair": 199, "bind": 200, "listen": 201, "accept": 202, "connect": 203, "sendto": 206,
            "sendmsg": 211, "accept4": 242, "sendmmsg": 269,
            "execve": 221, "execveat": 281, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271,
            "bpf": 280, "perf_event_open": 241, "userfaultfd": 282,
            "truncate": 45, "ftruncate": 46, "mknodat": 33, "mkdirat": 34, "unlinkat": 35, "symlinkat": 36,
            "linkat": 37, "renameat": 38, "fchmod": 52, "fchmodat": 53, "fchownat": 54, "fchown": 55, "renameat2": 276,
            "mount": 40, "setns": 268, "unshare": 97, "kill": 129,
        },
    ),
}  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def end_with_parent() -> None:
    """Have this process killed when the one that started it ends, however that comes."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def close_inherited_files(kept: int) -> None:
    """Close all that was inherited but the standard streams and the file ``kept``.

    Among the rest is the end of a pipe by which a fork server sees that its own server lives: one that its processes
    held open too would have it, and them, outlive a server that was killed.
    """
    os.closerange(3, kept)
    os.closerange(kept + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def limit_resources(memory: int) -> None:
    """Refuse more than ``memory`` bytes of data (0: no limit), any growth of a file, and an image of a crash."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write then fails, and does not end the process
    if memory and sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def cut_off() -> bool:
    """Have the kernel refuse sockets, programs and changes of files to this process and all its threads, for good.

    Returns whether that was done: only Linux on the two processors listed can. Raises ``OSError`` where the kernel
    will not.
    """
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    number, seccomp, openings, calls = machine
    _install(seccomp, _rules(number, openings, sorted({*calls.values(), *_SHARED.values()})))
    return True


def refuse_network() -> bool:
    """Have the kernel refuse sockets to this process and to all that it starts, but those within this machine.

    For processes that read files, which may start programs and need files of their own. Returns whether that was done,
    and raises ``OSError``, as ``cut_off``.
    """
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    number, seccomp, _, calls = machine
    rules = _beginning(number)
    rules += [_rule(_EQUAL, calls["socket"], other=4), _rule(_LOAD, _ARGUMENTS_AT)]
    rules += [_rule(_EQUAL, socket.AF_UNIX, other=1), _rule(_RETURN, _ALLOW), _rule(_RETURN, _REFUSE)]
    rules += [_rule(_EQUAL, _SHARED["io_uring_setup"], other=1), _rule(_RETURN, _REFUSE), _rule(_RETURN, _ALLOW)]
    _install(seccomp, rules)
    return True


def _install(seccomp: int, rules: Sequence[bytes]) -> None:
    """Give the filter to the kernel. Raises ``OSError``."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs")
    code = ctypes.create_string_buffer(b"".join(rules))
    program = _Program(len(rules), ctypes.cast(code, ctypes.c_void_p))
    if library.syscall(seccomp, _SET_MODE_FILTER, _ALL_THREADS, ctypes.byref(program)):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), "seccomp")


def _rules(machine: int, openings: Mapping[int, int], refused: Sequence[int]) -> list[bytes]:
    """The filter: another machine's calls kill; those refused, and files opened to write, fail with EPERM; others are
    let through. A jump counts the rules it leaps over."""
    rules = _beginning(machine)
    for call, place in openings.items():
        rules += [_rule(_EQUAL, call, other=4), _rule(_LOAD, _ARGUMENTS_AT + 8 * place)]
        rules += [_rule(_ANY_BIT, _TO_WRITE, other=1), _rule(_RETURN, _REFUSE), _rule(_RETURN, _ALLOW)]
    rules += [_rule(_EQUAL, call, then=len(refused) - place) for place, call in enumerate(refused)]
    return [*rules, _rule(_RETURN, _ALLOW), _rule(_RETURN, _REFUSE)]


def _beginning(machine: int) -> list[bytes]:
    """Rules that kill for another machine's calls, refuse those of another kind of program, and load the number of
    the call."""
    rules = [_rule(_LOAD, _MACHINE_AT), _rule(_EQUAL, machine, then=1), _rule(_RETURN, _KILL)]
    return [*rules, _rule(_LOAD, _NUMBER_AT), _rule(_AT_LEAST, _X32, other=1), _rule(_RETURN, _REFUSE)]


def _rule(code: int, value: int, *, then: int = 0, other: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, other, value)
