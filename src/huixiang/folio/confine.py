"""Lets a reader of foreign files go of what it never needs: other files, the network, other programs, signals.

By the kernel's own means (Landlock for files, seccomp for calls), which no code in the process can take back. Where
they are missing, outside Linux or on an old kernel, the limits of memory and time remain; ``huixiang doctor`` says so.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the calls of Landlock, the same on every kind of machine
_READ_FILE, _READ_DIR, _TRUNCATE = 1 << 2, 1 << 3, 1 << 14
_EVERY_ACCESS: Final = (1 << 13) - 1  # of its first version: run, write, read, list, remove, make
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _GET_SECCOMP, _FILTER = 38, 22, 21, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # 13: permission denied
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_FOREIGN_CALLS: Final = 0x40000000  # numbers from here on are a second set for the same calls

# kind of machine: its mark in the kernel, and the numbers of socket, connect, bind, execve, execveat, ptrace,
# process_vm_readv, process_vm_writev, kill, tkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_open, pidfd_send_signal,
# pidfd_getfd, io_uring_setup, bpf, userfaultfd, keyctl, unshare, mount.
_REFUSED: Final = {
    "x86_64": (
        0xC000003E,
        (41, 42, 49, 59, 322, 101, 310, 311, 62, 200, 129, 297, 434, 424, 438, 425, 321, 323, 250, 272, 165),
    ),
    "aarch64": (
        0xC00000B7,
        (198, 203, 200, 221, 281, 117, 270, 271, 129, 130, 138, 240, 434, 424, 438, 425, 280, 282, 219, 97, 40),
    ),
}
_SYSTEM: Final = (
    "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/proc/self", "/proc/cpuinfo", "/proc/meminfo",
    "/sys/devices/system", "/dev/null", "/dev/zero", "/dev/urandom",
)  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def confine(*, reading: Iterable[str | Path] = ()) -> None:
    """Give up, for good, every file but the program's own and those named, and the calls of the table above.

    Call it while the process has a single thread. What the kernel cannot do is left out without a word.
    """
    kernel = _kernel()
    if kernel is None or kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return
    _confine_files(kernel, [*_own_code(), *map(str, reading)])
    _confine_calls(kernel)


def confinable() -> tuple[bool, bool]:
    """Tell whether this machine can keep a reader from other files, and from the network and other programs."""
    kernel = _kernel()
    if kernel is None:
        return False, False
    # 2: a filter is in force already, as a service manager or a container sets one; ours is added to it.
    calls = platform.machine() in _REFUSED and kernel.prctl(_GET_SECCOMP, 0, 0, 0, 0) in {0, 2}
    return kernel.syscall(_CREATE, None, 0, 1) >= 1, calls


def _kernel() -> Any:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _own_code() -> list[str]:
    """Where modules and libraries lie; any other folder on the path may hold anything, so it is left out."""
    installed = (folder for folder in sys.path if Path(folder).name in {"site-packages", "dist-packages"})
    return [*_SYSTEM, sys.prefix, sys.base_prefix, *installed, str(Path(__file__).resolve().parents[1])]


def _confine_files(kernel: Any, paths: Iterable[str]) -> None:
    version = kernel.syscall(_CREATE, None, 0, 1)
    if version < 1:
        return
    handled = struct.pack("<Q", _EVERY_ACCESS | (_TRUNCATE if version >= 3 else 0))
    rules = kernel.syscall(_CREATE, handled, len(handled), 0)
    if rules < 0:
        return
    for path in paths:
        _allow_reading(kernel, rules, path)
    kernel.syscall(_RESTRICT, rules, 0)
    os.close(rules)


def _allow_reading(kernel: Any, rules: int, path: str) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # not on this machine
    access = _READ_FILE | (_READ_DIR if Path(path).is_dir() else 0)
    kernel.syscall(_ADD, rules, 1, struct.pack("<Qi", access, place), 0)
    os.close(place)


def _confine_calls(kernel: Any) -> None:
    known = _REFUSED.get(platform.machine())
    if known is None:
        return
    steps = _steps(*known)
    kept = ctypes.create_string_buffer(steps, len(steps))
    program = _Program(len(steps) // 8, ctypes.cast(kept, ctypes.c_void_p).value)
    kernel.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)


def _steps(machine: int, numbers: tuple[int, ...]) -> bytes:
    """The filter: refuse another machine's calls, a second set of numbers, and these numbers; allow the rest."""
    allow = 4 + len(numbers)
    plan = [(_LOAD, 4, False, False), (_EQUAL, machine, False, True), (_LOAD, 0, False, False)]
    plan += [(_AT_LEAST, _FOREIGN_CALLS, True, False), *((_EQUAL, number, True, False) for number in numbers)]
    steps = [
        struct.pack("<HBBI", code, (allow - place) * then, (allow - place) * otherwise, value)
        for place, (code, value, then, otherwise) in enumerate(plan)
    ]
    ends = [struct.pack("<HBBI", _RETURN, 0, 0, value) for value in (_ALLOW, _REFUSE)]
    return b"".join([*steps, *ends])
