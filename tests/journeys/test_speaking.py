"""Somebody speaks: with nothing but a phone, with a photo, without scripts, twice by mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import files
from tests.journeys.conftest import Opens
from tests.pages.receipts import ReceiptPage
from tests.pages.speaking import SentPage, SpeakPage

pytestmark = pytest.mark.journey

LAMP = "北门菜市场的路灯坏了五天，晚上买菜看不见台阶。"


class TestSpeakingWithAPhone:
    def test_anonymously_with_a_photo_ends_with_the_receipt_shown_before_sending(
        self, phone: Page, tmp_path: Path
    ) -> None:
        form = (
            SpeakPage(phone)
            .open()
            .say(LAMP)
            .name_place("北门菜市场")
            .attach(files.photo(tmp_path))
            .choose_lane("anonymous")
        )
        shown = form.code

        sent = form.send()

        expect(sent.heading).to_have_text("您的话收到了")
        assert sent.code == shown

    def test_keeps_the_draft_until_it_is_sent(self, phone: Page) -> None:
        form = SpeakPage(phone).open().say("写到一半，公交车来了。")

        form.open()

        expect(form.words).to_have_value("写到一半，公交车来了。")
        assert form.send().code
        form.open()
        expect(form.words).to_have_value("")

    def test_the_page_fits_the_phone(self, phone: Page) -> None:
        SpeakPage(phone).open()

        assert phone.evaluate("document.documentElement.scrollWidth") <= 360


class TestSpeakingWithoutScripts:
    def test_speaks_and_asks(self, without_scripts: Page, opened: Opens, tmp_path: Path) -> None:
        form = SpeakPage(without_scripts).open().say(LAMP).attach(files.photo(tmp_path)).choose_lane("confidential")
        form.leave_contact("13800138000")
        code = form.send().code

        receipt = ReceiptPage(opened("phone", scripts=False)).look_up(code)
        receipt.write("有人来看过吗？")

        expect(receipt.talk).to_contain_text(LAMP)
        expect(receipt.talk).to_contain_text("有人来看过吗？")

    def test_an_empty_form_says_what_is_missing(self, without_scripts: Page) -> None:
        form = SpeakPage(without_scripts).open()

        form.send()

        expect(form.errors).to_be_visible()
        expect(form.words).to_have_attribute("aria-invalid", "true")


class TestSendingTwice:
    def test_by_reloading_gives_the_same_receipt(self, without_scripts: Page) -> None:
        sent = SpeakPage(without_scripts).open().say(LAMP).send()
        first = sent.code

        without_scripts.reload()

        expect(sent.heading).to_have_text("这一件您已经发过了")
        assert sent.code == first

    def test_by_an_impatient_thumb_gives_one_receipt(self, phone: Page) -> None:
        form = SpeakPage(phone).open().say(LAMP)
        shown = form.code

        form.send_button.dblclick()

        assert SentPage(phone).code == shown

    def test_after_a_lost_connection_gives_the_same_receipt(self, phone: Page) -> None:
        form = SpeakPage(phone).open().say(LAMP)
        shown = form.code
        phone.route(
            re.compile("/say"),
            lambda route: (route.fetch(), route.abort()) if route.request.method == "POST" else route.continue_(),
        )
        form.send_button.click()
        phone.wait_for_url("chrome-error://**")
        phone.unroute(re.compile("/say"))

        phone.reload()

        expect(SentPage(phone).heading).to_have_text("这一件您已经发过了")
        assert SentPage(phone).code == shown

    def test_going_back_and_pressing_send_again_files_nothing_twice(self, phone: Page) -> None:
        form = SpeakPage(phone).open().say(LAMP)
        first = form.send().code

        phone.go_back()
        expect(form.words).to_have_value(LAMP)
        again = form.send()

        expect(again.heading).to_have_text("这一件您已经发过了")
        assert again.code == first


class TestFilesThatAreNotLetIn:
    @pytest.mark.parametrize(
        ("make", "words"),
        [
            (files.html_named_jpg, "后缀对不上"),
            (files.svg_with_script, "我们收照片"),
            (files.zip_bomb, "letter.docx"),
        ],
        ids=["html named jpg", "svg with script", "zip bomb"],
    )
    def test_are_refused_and_the_words_are_kept(
        self, without_scripts: Page, tmp_path: Path, make: object, words: str
    ) -> None:
        assert callable(make)
        form = SpeakPage(without_scripts).open().say(LAMP).choose_lane("open").attach(make(tmp_path))
        shown = form.code

        form.send()

        expect(form.errors).to_contain_text(words)
        expect(form.words).to_have_value(LAMP)
        assert without_scripts.locator("[name=lane][value=open]").is_checked()
        assert form.code == shown
