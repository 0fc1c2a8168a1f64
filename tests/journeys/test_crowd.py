"""Many speak at once from behind one address: the browser works instead of waiting; without scripts one waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, Route, expect

from tests.journeys import files
from tests.journeys.browser import DEVICES, WAIT_MS
from tests.journeys.house import House, start_house
from tests.pages.protected import ProtectedPage, RecipientDesk
from tests.pages.signing_in import SignInPage
from tests.pages.speaking import SpeakPage

pytestmark = pytest.mark.journey

PASSPHRASE = "桥头 算盘 雨衣 七点 陌生"
WORDS = "散会时几百人一起反映：食堂的冷柜坏了一周。"
SOLVER = "**/solver*.js"
Hall = Callable[..., Page]
halls = count(1)


@pytest.fixture(scope="module")
def narrow_house() -> Iterator[House]:
    """A house where one voice a minute is free for each network, counted by two web processes together."""
    running = start_house(HX_SUBMIT_PER_MINUTE="1", HX_WEB_WORKERS="2")
    try:
        running.play("seed_cast.py")
        yield running
    finally:
        running.end()


@pytest.fixture
def anywhere(narrow_house: House, browser: Browser) -> Iterator[Hall]:
    """Opens a phone in this house; the others' house is not needed."""
    contexts: list[BrowserContext] = []

    def enter(**options: Any) -> Page:
        context = browser.new_context(base_url=narrow_house.origin, locale="zh-CN", **(DEVICES["phone"] | options))
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        return context.new_page()

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def hall(anywhere: Hall) -> Hall:
    """Opens a phone in a hall of its own, from which somebody has spoken just now."""
    address = {"X-Forwarded-For": f"203.0.{next(halls)}.7"}

    def enter(*, scripts: bool = True) -> Page:
        page = anywhere(java_script_enabled=scripts, extra_http_headers=address)
        assert SpeakPage(page).open().say("先来的一位。").send().code
        return page

    return enter


def answers_of(page: Page) -> list[tuple[str, int]]:
    """What the house answers from now on to everything this page posts of its form; words said before are no part."""
    seen: list[tuple[str, int]] = []

    def note(got: Response) -> None:
        name = got.url.rpartition("/")[2]
        if got.request.method == "POST" and name != "similar":
            seen.append((name, got.status))

    page.on("response", note)
    return seen


class TestInACrowd:
    def test_a_browser_works_and_sends_by_itself_with_the_code_that_was_written_down(self, hall: Hall) -> None:
        page = hall()
        seen = answers_of(page)
        form = SpeakPage(page).open().say(WORDS)
        shown = form.code

        sent = form.send()

        assert sent.code == shown
        assert seen == [("sent", 429), ("sent", 200)]

    def test_photos_are_not_lost_because_the_browser_asks_before_it_sends_them(
        self, hall: Hall, tmp_path: Path
    ) -> None:
        page = hall()
        seen = answers_of(page)
        form = SpeakPage(page).open().say(WORDS).attach(files.photo(tmp_path))

        assert form.send().code
        assert seen == [("turn", 200), ("sent", 200)]

    def test_a_protected_voice_is_sent_by_itself(self, hall: Hall, narrow_house: House, anywhere: Hall) -> None:
        narrow_house.play("seed_protected.py", "people")
        desk = anywhere(**DEVICES["desktop"], has_touch=False, is_mobile=False)
        SignInPage(desk).sign_in("fangmin")
        RecipientDesk(desk, PASSPHRASE).make_key()
        page = hall()
        seen = answers_of(page)

        assert ProtectedPage(page).open().seal(WORDS, unit="市政道路股", accused="周股长")
        assert seen == [("sent", 429), ("sent", 200)]

    def test_who_goes_on_writing_is_not_sent_half_way(self, hall: Hall) -> None:
        page = hall()
        waiting: list[Route] = []
        page.route(SOLVER, lambda route: waiting.append(route))  # noqa: PLW0108 - the library marks what it is given
        form = SpeakPage(page).open().say(WORDS)
        form.send_button.click()
        expect(page.locator("[data-queue-status]")).to_contain_text("正在排队")

        form.say(WORDS + "冰棍全化了。")
        waiting[0].continue_()

        expect(page.locator("[data-queue-status]")).to_contain_text("请按发送")
        assert form.send().code

    def test_a_browser_that_cannot_work_is_told_to_wait_and_keeps_the_words(self, hall: Hall) -> None:
        page = hall()
        page.route(SOLVER, lambda route: route.abort())
        form = SpeakPage(page).open().say(WORDS)

        form.send_button.click()

        expect(page.locator("[data-queue-status]")).to_contain_text("秒后再按一次发送")
        expect(form.words).to_have_value(WORDS)

    def test_without_scripts_one_is_told_to_wait_and_keeps_the_words(self, hall: Hall) -> None:
        page = hall(scripts=False)
        form = SpeakPage(page).open().say(WORDS)
        shown = form.code

        form.send_button.click()

        expect(page.locator("[data-queue-status]")).to_contain_text("秒后再按一次发送")
        expect(form.words).to_have_value(WORDS)
        assert form.code == shown
