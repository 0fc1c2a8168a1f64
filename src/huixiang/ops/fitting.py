"""How much memory the embedded PostgreSQL may use on this machine: its own settings are those of a very small one.

With 128 MB of buffers a million voices no longer fit, and every write waits for a page to come and another to go.
Nothing here touches what makes a commit safe.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

GIB: Final = 2**30
LEAST, MOST = GIB // 8, 2 * GIB
"""Bytes of shared buffers: PostgreSQL's own default, and where more no longer helps beside the page cache."""
CGROUP_LIMIT: Final = Path("/sys/fs/cgroup/memory.max")


def memory_here(limit: Path = CGROUP_LIMIT) -> int:
    """The bytes of memory this machine has, or that our container may use."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        return min(whole, int(limit.read_text()))
    except (OSError, ValueError):  # no container, or "max"
        return whole


def fitted_to(memory: int) -> tuple[str, ...]:
    """Settings for a server that shares ``memory`` bytes with the site: an eighth for buffers, within bounds.

    Checkpoints come by time rather than every gigabyte written, because after each one every page is written whole
    once more; up to 4 GB of disk hold what lies between two.
    """
    buffers = min(max(memory // 8, LEAST), MOST)
    return (
        f"shared_buffers={buffers // 2**20}MB",
        f"effective_cache_size={max(memory // 2, 4 * LEAST) // 2**20}MB",
        "max_wal_size=4GB",
        "checkpoint_timeout=15min",
    )
