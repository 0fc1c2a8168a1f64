"""What the figures were measured on: processor, memory, disk, how often the disk confirms a write."""

from __future__ import annotations

import os
import platform
import re
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

FSYNC_SECONDS = 2.0


def describe_machine(folder: Path, *, postgresql: str) -> Mapping[str, str]:
    """Describe the machine and the disk under ``folder``; takes 2 seconds."""
    return {
        "Processor": f"{_processor()}, {os.cpu_count()} cores",
        "Memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "System": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "Disk": f"{sync_rate(folder):,.0f} fdatasync of 8 KiB a second, one after the other",
        "PostgreSQL": postgresql,
    }


def sync_rate(folder: Path) -> float:
    """How many times a second the disk confirms an 8 KiB block, one after the other."""
    with tempfile.TemporaryFile(dir=folder) as file:
        began, count = time.perf_counter(), 0
        while (spent := time.perf_counter() - began) < FSYNC_SECONDS:
            os.pwrite(file.fileno(), bytes(8192), 0)
            os.fdatasync(file.fileno())
            count += 1
    return count / spent


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found.group(1) if found else platform.machine()


def processor_seconds(number: int) -> float:
    """The processor time a process and those it started have used so far, in seconds; Linux only."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        children = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_seconds(int(child)) for child in children)
