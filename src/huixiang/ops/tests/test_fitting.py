"""Memory of the embedded server: a share of the machine's, within bounds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from huixiang.ops.fitting import GIB, fitted_to, memory_here


class TestFitting:
    @pytest.mark.parametrize(("memory", "buffers"), [(GIB // 2, 128), (8 * GIB, 1024), (64 * GIB, 2048)])
    def test_gives_buffers_an_eighth_within_bounds(self, memory: int, buffers: int) -> None:
        assert fitted_to(memory)[0] == f"shared_buffers={buffers}MB"

    def test_never_trades_safety_for_speed(self) -> None:
        names = {setting.partition("=")[0] for setting in fitted_to(8 * GIB)}

        assert not names & {"fsync", "synchronous_commit", "full_page_writes"}


class TestMemory:
    def test_is_what_the_container_may_use(self, tmp_path: Path) -> None:
        (tmp_path / "max").write_text("268435456\n")

        assert memory_here(tmp_path / "max") == 268_435_456

    def test_is_the_machines_where_nothing_limits_it(self, tmp_path: Path) -> None:
        (tmp_path / "max").write_text("max\n")
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")

        assert memory_here(tmp_path / "max") == whole == memory_here(tmp_path / "missing")
