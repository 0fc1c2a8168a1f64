"""A clerk decides about what the engine suggests: by key, one by one and all together, and takes it back."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opens
from tests.journeys.house import House
from tests.pages.suggestions import SuggestionsPage

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def voices(house: House) -> list[str]:
    """Voices with a suggested label each."""
    ids: list[str] = json.loads(house.play("seed_suggestions.py"))
    return ids


class TestSuggestions:
    def test_are_accepted_changed_and_refused_by_key(self, opened: Opens, voices: list[str]) -> None:
        desk = SuggestionsPage(opened(who="hejing"))

        desk.open(voices[0]).press("a")
        expect(desk.done).to_contain_text("采纳了一条建议")
        expect(desk.lines).to_have_count(0)
        desk.open(voices[1]).press("c").choose_instead("道路")
        expect(desk.done).to_contain_text("改了一条建议")
        desk.open(voices[2]).press("r")
        expect(desk.done).to_contain_text("没有采纳")

    def test_are_accepted_all_together_and_undone_at_once(self, opened: Opens, voices: list[str]) -> None:
        desk = SuggestionsPage(opened("phone", who="hejing", scripts=False)).look_at_all("label", 50)
        expect(desk.page.locator(".suggestion-list").first).to_contain_text("石桥")

        desk.accept_all()

        expect(desk.done).to_contain_text("采纳了一条建议")
        desk.undo()
        expect(desk.page.locator("main")).to_contain_text("这一步已经撤销")
        expect(desk.open(voices[3]).lines).to_have_count(1)
