"""Somebody comes back with the receipt: typed right, typed wrong, from another house."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page, expect

from huixiang.proofs import receipts
from tests.journeys.conftest import Opens
from tests.pages.receipts import ReceiptPage
from tests.pages.speaking import SpeakPage

pytestmark = pytest.mark.journey

WORDS = "梅溪社区三栋的电梯停了两周，老人下不了楼。"


@pytest.fixture
def code(opened: Opens) -> str:
    """The code of a voice just spoken."""
    return SpeakPage(opened("desktop")).open().say(WORDS).send().code


class TestReceipt:
    def test_opens_with_the_code_however_it_is_written(self, phone: Page, code: str) -> None:
        receipt = ReceiptPage(phone).look_up("-".join(code[at : at + 4] for at in range(0, 28, 4)))

        expect(receipt.talk).to_contain_text(WORDS)

    def test_is_filled_in_by_the_qr_code_without_telling_the_server(self, phone: Page, code: str) -> None:
        phone.goto(f"/receipt#{code}")

        expect(ReceiptPage(phone).code).to_have_value(" ".join(code[at : at + 4] for at in range(0, 28, 4)))
        assert "#" not in phone.url

    def test_a_mistyped_code_says_which_group_cannot_be_right(self, phone: Page, code: str) -> None:
        wrong = code[:9] + str((int(code[9]) + 1) % 10) + code[10:]

        receipt = ReceiptPage(phone).look_up(wrong)

        expect(receipt.errors).to_contain_text("第 3 组不对")
        expect(receipt.code).to_have_value(wrong)

    def test_a_code_of_another_house_opens_nothing(self, phone: Page) -> None:
        foreign = receipts.draw(random.Random(7)).text

        receipt = ReceiptPage(phone).look_up(foreign)

        expect(receipt.errors).to_contain_text("这里没有这张回执")
        expect(receipt.code).to_have_value(foreign)

    def test_is_closed_again_by_leaving(self, phone: Page, code: str) -> None:
        receipt = ReceiptPage(phone).look_up(code)
        expect(receipt.talk).to_be_visible()

        receipt.leave()
        receipt.open()

        expect(receipt.code).to_be_visible()
        expect(phone.get_by_text(WORDS)).to_have_count(0)
