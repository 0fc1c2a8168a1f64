from __future__ import annotations

import os
from pathlib import Path

import pytest

from huixiang.kernel.durable import write_durably


class TestWriteDurably:
    def test_replaces_what_stood_there_and_leaves_nothing_else(self, tmp_path: Path) -> None:
        for content in (b"one", b"two"):
            write_durably(tmp_path / "new" / "list", content)

        assert [(each.name, each.read_bytes()) for each in (tmp_path / "new").iterdir()] == [("list", b"two")]
        assert (tmp_path / "new" / "list").stat().st_mode & 0o777 == 0o600

    def test_leaves_what_stood_there_when_the_disk_is_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_durably(tmp_path / "list", b"one")
        monkeypatch.setattr(os, "fsync", _full)

        with pytest.raises(OSError, match="full"):
            write_durably(tmp_path / "list", b"two")

        assert (tmp_path / "list").read_bytes() == b"one"


def _full(_handle: int) -> None:
    raise OSError(28, "full")
