"""An anonymous speaker and a recipient exchange three messages; the accused unit sees the masked problem only."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opens
from tests.journeys.house import House
from tests.pages.protected import ProtectedPage, RecipientDesk

pytestmark = pytest.mark.journey

PASSPHRASE = "桥头 算盘 雨衣 七点 陌生"
WORDS = "周股长把修路的钱记在自己家装修上，账本在他抽屉里。"
SUMMARY = "养护经费的用途与账目对不上。"
TALK = ("账本是哪一年的？", "去年三月到八月的。", "明白了，请不要再跟别人说。")
SECRETS = ("装修", "抽屉", "周股长", *TALK)


@pytest.fixture(scope="module", autouse=True)
def recipient(house: House) -> None:
    """A recipient who has no key yet."""
    house.play("seed_protected.py", "people")


class TestASpeakerUnderProtection:
    def test_talks_with_a_recipient_and_is_never_seen_by_the_accused(self, house: House, opened: Opens) -> None:
        speaker = ProtectedPage(opened("phone", scripts=False))
        expect(speaker.open().main).to_contain_text("电话 12388")
        expect(speaker.page.locator("[name=words]")).to_have_count(0)
        desk = RecipientDesk(opened(who="fangmin"), PASSPHRASE).make_key()
        code = speaker.open().seal(WORDS, unit="市政道路股", accused="周股长")
        desk.unlock().open_first().write(TALK[0])
        expect(speaker.look_up(code).main).to_contain_text(TALK[0])
        speaker.write(TALK[1])
        expect(desk.open_first().main).to_contain_text(TALK[1])
        expect(desk.write(TALK[2]).draft().main).to_contain_text("周股长: 被反映的人")
        assert "周股长" not in desk.page.locator("#summary_words").input_value()
        desk.summarise(SUMMARY)
        expect(desk.main).to_contain_text("匿名反映")
        told = json.loads(house.play("seed_protected.py", "problem").splitlines()[-1])

        expect(speaker.look_again().main).to_contain_text(TALK[2])
        expect(speaker.main).to_contain_text(SUMMARY)
        assert "针对那个单位" in told["refusal"]
        self.accused_sees_the_problem_only(opened, told["number"])

    def accused_sees_the_problem_only(self, opened: Opens, number: int) -> None:
        page = opened(who="wanglei")
        paths = ("/", f"/p/{number}", "/desk/", "/desk/problems/", f"/desk/problems/{number}/", "/desk/protected/")
        shown = ""
        for path in (*paths, "/desk/inbox/?q=账本", "/?q=账本", "/desk/orders/"):
            page.goto(path)
            shown += page.content().replace(path, "")

        assert SUMMARY.removesuffix("。") in shown
        assert not [secret for secret in SECRETS if secret in shown]
