"""Clerks at the inbox: by keyboard, and two of them at one voice."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opens
from tests.pages.inbox import InboxPage, VoicePage
from tests.pages.receipts import ReceiptPage
from tests.pages.speaking import SpeakPage

pytestmark = pytest.mark.journey


class TestInboxByKeyboard:
    def test_j_and_k_walk_x_selects_and_enter_opens(self, opened: Opens) -> None:
        inbox = InboxPage(opened(who="hejing")).open()
        first, second = inbox.rows.nth(0), inbox.rows.nth(1)

        for key in ("j", "j", "k", "x"):
            inbox.page.keyboard.press(key)

        expect(first.locator("[data-keys-open]")).to_be_focused()
        expect(first.locator("input[type=checkbox]")).to_be_checked()
        expect(second.locator("input[type=checkbox]")).not_to_be_checked()
        words = first.locator(".queue-title").inner_text()
        inbox.page.keyboard.press("Enter")
        expect(inbox.reading).to_contain_text(words[:12])

    def test_slash_goes_to_the_search_and_letters_typed_there_do_nothing_else(self, opened: Opens) -> None:
        inbox = InboxPage(opened(who="hejing")).open()

        inbox.page.keyboard.press("/")
        inbox.page.keyboard.type("xj公厕")
        search = inbox.page.locator("[data-keys-search]").first

        expect(search).to_be_focused()
        expect(search).to_have_value("xj公厕")
        expect(inbox.rows.locator("input:checked")).to_have_count(0)

    def test_question_mark_shows_the_keys(self, opened: Opens) -> None:
        inbox = InboxPage(opened(who="hejing")).open()

        inbox.page.keyboard.press("?")

        expect(inbox.page.locator("dialog#keys")).to_be_visible()
        inbox.page.keyboard.press("Escape")
        expect(inbox.page.locator("dialog#keys")).to_be_hidden()


class TestTwoClerksAtOneVoice:
    def test_the_second_is_told_who_did_what_and_keeps_the_typed_words(self, opened: Opens) -> None:
        words = "职工食堂旁边的垃圾站三天没清，味道飘到教室。"
        code = SpeakPage(opened("phone", scripts=False)).open().say(words).send().code
        first = InboxPage(opened(who="hejing")).wait_for("职工食堂").read("职工食堂")
        second = VoicePage(opened(who="sunli")).open(first.page.url)

        first.answer("今天下午清完，以后每天两次。")
        expect(first.done).to_be_visible()
        second.set_aside("这件事归教育局管。")

        expect(second.refusal).to_contain_text("何静")
        expect(second.typed("set_aside")).to_have_value("这件事归教育局管。")
        receipt = ReceiptPage(opened("phone")).look_up(code)
        expect(receipt.talk).to_contain_text("今天下午清完")
        expect(receipt.page.locator("main")).not_to_contain_text("归教育局管")

    def test_an_answer_can_be_undone(self, opened: Opens) -> None:
        words = "体育馆门口的坡道太陡，轮椅上不去。"
        SpeakPage(opened("phone", scripts=False)).open().say(words).send()
        voice = InboxPage(opened(who="hejing")).wait_for("体育馆").read("体育馆")
        voice.answer("下周改。")

        voice.done.locator("button[type=submit], button").first.click()

        expect(voice.page.locator("main")).to_contain_text("这一步已经撤销")
