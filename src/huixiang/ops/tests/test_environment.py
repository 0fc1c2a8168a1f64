from __future__ import annotations

from pathlib import Path

import pytest

from huixiang.ops.environment import SettingsWrong, read_settings


class TestReadSettings:
    def test_takes_the_defaults(self) -> None:
        assert read_settings({})["HX_PORT"] == 8000

    @pytest.mark.parametrize(
        ("name", "value", "remedy"),
        [
            ("HX_PORT", "eighty", "write a whole number from 1 up"),
            ("HX_DEBUG", "true", "write yes or no"),
            ("DATABASE_URL", "sqlite:///x", "postgresql://user:password"),
            ("HX_ORIGIN", "echo.example.org", "https://your.host"),
            ("HX_DATA_DIR", __file__, "the path of a folder"),
        ],
    )
    def test_refuses_with_the_remedy(self, name: str, value: str, remedy: str) -> None:
        with pytest.raises(SettingsWrong, match=remedy):
            read_settings({name: value})

    def test_names_all_wrong_values_at_once(self) -> None:
        with pytest.raises(SettingsWrong, match=r"(?s)HX_DEBUG.*HX_PORT"):
            read_settings({"HX_PORT": "0", "HX_DEBUG": "maybe"})

    def test_makes_folders_absolute(self) -> None:
        assert read_settings({"HX_DATA_DIR": "here"})["HX_DATA_DIR"] == Path("here").absolute()
