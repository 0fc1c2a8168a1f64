"""The reference pages say what the code says."""

from __future__ import annotations

import pytest

from huixiang.ops import reference
from huixiang.ops.environment import SETTINGS


class TestReference:
    @pytest.mark.parametrize("name", sorted(reference.PAGES))
    def test_is_fresh(self, name: str) -> None:
        assert name not in reference.stale_pages(), "run: python -m huixiang.ops.reference"

    def test_lists_every_setting(self) -> None:
        page = (reference.FOLDER / "settings.md").read_text(encoding="utf-8")

        assert [each.name for each in SETTINGS if f"`{each.name}`" not in page] == []

    def test_draws_every_move_of_a_problem(self) -> None:
        page = (reference.FOLDER / "states.md").read_text(encoding="utf-8")

        assert "    checked --> confirmed\n" in page
        assert "    claimed --> confirmed\n" not in page
