"""What a reader chose about the look of the pages stays chosen, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opens

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
class TestPreferences:
    def test_large_print_stays_chosen(self, opened: Opens, scripts: bool) -> None:
        page = opened("phone", scripts=scripts)
        page.goto("/say")

        page.locator("footer [name=care][value=on]").click()

        self._stays(page, "data-care", "on")
        assert page.locator("main p").first.evaluate("p => getComputedStyle(p).fontSize") >= "22px"

    def test_dark_colours_stay_chosen(self, opened: Opens, scripts: bool) -> None:
        page = opened("phone", scripts=scripts)
        page.goto("/say")

        page.locator("footer [name=theme][value=dark]").click()

        self._stays(page, "data-theme", "dark")

    def test_english_stays_chosen(self, opened: Opens, scripts: bool) -> None:
        page = opened("phone", scripts=scripts)
        page.goto("/say")

        page.locator("footer [name=language][value=en]").click()

        self._stays(page, "lang", "en")
        expect(page.get_by_role("heading", level=1)).to_have_text("What was raised, and what came of it")

    def _stays(self, page: Page, attribute: str, value: str) -> None:
        expect(page.locator("html")).to_have_attribute(attribute, value)
        assert page.url.endswith("/say")
        page.goto("/")
        expect(page.locator("html")).to_have_attribute(attribute, value)
