"""The colours: dark values stand twice and must be equal; every pair that meets on a page can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[4] / "frontend/css"
SHEET = (CSS / "tokens.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"(--[a-z-]+): (#[0-9a-f]{6});")
LIGHT, DARK_BY_DEVICE, DARK_BY_CHOICE = (dict(TOKEN.findall(block)) for block in SHEET.split(":root")[1:])
STATES = ["waiting", "working", "claimed", "confirmed", "disputed", "silent"]
GROUNDS = ["paper", "raised", "wash", "accent-wash"]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: dict[str, str], one: str, other: str) -> float:
    dark, light = sorted(luminance(theme[f"--{name}"]) for name in (one, other))
    return (light + 0.05) / (dark + 0.05)


def test_dark_is_the_same_by_device_and_by_choice() -> None:
    assert DARK_BY_DEVICE == DARK_BY_CHOICE
    assert DARK_BY_DEVICE.keys() == LIGHT.keys()


@pytest.mark.parametrize("theme", [LIGHT, DARK_BY_CHOICE], ids=["light", "dark"])
class TestContrast:
    @pytest.mark.parametrize("ground", GROUNDS)
    @pytest.mark.parametrize("text", ["ink", "muted", "accent", "accent-strong", *STATES])
    def test_of_text_is_enough(self, theme: dict[str, str], ground: str, text: str) -> None:
        assert contrast(theme, text, ground) >= 4.5

    @pytest.mark.parametrize("text", ["ink", "muted", "disputed"])
    def test_on_an_error_is_enough(self, theme: dict[str, str], text: str) -> None:
        assert contrast(theme, text, "wrong-wash") >= 4.5

    @pytest.mark.parametrize("ground", ["accent", "accent-strong"])
    def test_of_the_first_button_is_enough(self, theme: dict[str, str], ground: str) -> None:
        assert contrast(theme, "on-accent", ground) >= 4.5

    @pytest.mark.parametrize("ground", ["paper", "raised"])
    def test_of_edges_of_fields_is_enough(self, theme: dict[str, str], ground: str) -> None:
        assert contrast(theme, "line-strong", ground) >= 3


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=lambda sheet: sheet.name)
def test_only_the_tokens_and_the_printer_name_colours(sheet: Path) -> None:
    if sheet.name in {"tokens.css", "print.css"}:
        return
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;, ])", text.replace("rgba(0, 0, 0, 0.45)", ""))
