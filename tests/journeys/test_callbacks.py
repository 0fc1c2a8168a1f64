"""Somebody outside the unit rings a speaker drawn by lot; another answers by a mail's link; the figures follow."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opens
from tests.journeys.house import House
from tests.pages.callbacks import CallBackPages

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def seeded(house: House) -> dict[str, Any]:
    """The numbers of two problems and the link of a mail."""
    found: dict[str, Any] = json.loads(house.play("seed_callbacks.py").splitlines()[-1])
    return found


class TestCallBack:
    def test_of_a_draw_opens_the_problem_again_and_counts(self, opened: Opens, seeded: dict[str, Any]) -> None:
        office = CallBackPages(opened(who="liufang"))
        before = office.answered("answered"), office.answered("solved")
        yesterday = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date() - dt.timedelta(days=1)
        office.draw_from(yesterday)
        caller = CallBackPages(opened("phone", who="hejing", scripts=False)).ring_next()
        expect(caller.main).to_contain_text(str(seeded["rung"]))

        caller.say_no("answer-")

        assert (office.answered("answered"), office.answered("solved")) == (before[0] + 1, before[1])
        office.answered("answered")
        expect(office.main).to_contain_text(f"{seeded['rung']} ")

    def test_by_a_link_needs_no_sign_in_and_works_once(self, opened: Opens, seeded: dict[str, Any]) -> None:
        office = CallBackPages(opened(who="liufang"))
        before = office.answered("answered")
        speaker = CallBackPages(opened("phone", scripts=False))
        speaker.page.goto(seeded["link"])

        speaker.say_no()

        expect(speaker.page.locator("h1")).to_have_text("您的回答已经留下")
        assert office.answered("answered") == before + 1
        speaker.page.goto(seeded["link"])
        expect(speaker.page.locator("h1")).to_have_text("这个链接已经失效")
