from __future__ import annotations

from pathlib import Path

from huixiang.config.keys import house_secret


class TestHouseSecret:
    def test_is_drawn_once(self, tmp_path: Path) -> None:
        assert house_secret(tmp_path, "house") == house_secret(tmp_path, "house")

    def test_is_readable_by_its_owner_only(self, tmp_path: Path) -> None:
        house_secret(tmp_path, "house")

        assert (tmp_path / "keys" / "house").stat().st_mode & 0o777 == 0o600
