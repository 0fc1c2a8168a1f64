"""A hotline call becomes an order by the catalogue: twice not solved, pressed from above, done, confirmed."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opens
from tests.pages.inbox import InboxPage
from tests.pages.problems import ClosingPage, ProblemPage
from tests.pages.receipts import ReceiptPage
from tests.pages.speaking import digits_of

pytestmark = pytest.mark.journey

CALL = "北门菜市场东门的井盖一踩就翘，昨天有老人绊倒。"
TITLE = "北门菜市场井盖松动"
PLACE = "北门菜市场"


class TheOrder:
    """The people who handle the call, each with a browser of their own."""

    def __init__(self, opened: Opens) -> None:
        self.opened = opened
        self.code = ""
        self.number = 0

    def set_catalogue(self) -> None:
        page = self.opened(who="liufang")
        page.goto("/desk/problems/catalogue/")
        page.locator("[name=place]").fill(PLACE)
        page.locator("[name=unit]").select_option(label="市政道路股")
        page.locator("[name=since]").fill(today().isoformat())
        press(page)

    def call(self) -> None:
        page = self.opened(who="hejing")
        page.goto("/desk/register")
        page.locator("[name=words]").fill(CALL)
        page.locator("[name=channel]").select_option("hotline")
        page.locator("[name=place]").fill(PLACE)
        press(page)
        self.code = digits_of(page.locator(".receipt-code"))

    def sort(self) -> None:
        inbox = InboxPage(self.opened(who="hejing")).wait_for("一踩就翘").choose(CALL[:10])
        self.number = inbox.make_problem(TITLE, "东门外的井盖松动，有人绊倒。")

    def dispatch(self) -> None:
        page = self._act("liufang", "assign")
        expect(page.locator("[name=unit] option:checked")).to_have_text("市政道路股")
        page.locator("[name=leader]").select_option(label="周明（市政道路股）")
        self._finish(page)

    def sign(self) -> None:
        page = self._act("wanglei", "order/sign")
        self._finish(page)

    def report(self, answer: str) -> None:
        page = self._act("wanglei", "order/report")
        page.locator("[name=solved][value=yes]").check()
        page.locator("[name=answer]").fill(answer)
        page.locator("[name=done]").fill(answer)
        self._finish(page)

    def examine(self) -> None:
        self._problem("zhouming").sign()
        self._problem("chentao").check("到现场踩过，井盖不动了。")

    def answer(self, *, solved: bool) -> None:
        receipt = ReceiptPage(self.opened("phone")).look_up(self.code)
        receipt.say_whether_solved(solved=solved, satisfied="satisfied" if solved else "dissatisfied")
        if solved:
            expect(receipt.answered.first).to_be_visible()
        else:
            expect(receipt.page.locator("main")).to_contain_text("已经重新办理")

    def press_from_above(self) -> None:
        page = self.opened(who="gaoyuan")
        page.goto("/desk/supervision/new/")
        page.locator("[name=unit]").select_option(label="市政道路股")
        page.locator("[name=problems]").fill(str(self.number))
        page.locator("[name=found]").fill("同一个井盖修了两次，反映人都说没有解决。")
        page.locator("[name=requires]").fill("换新井盖和井圈，不要再垫。")
        page.locator("[name=answer_by]").fill((today() + dt.timedelta(days=10)).isoformat())
        press(page)
        self.pressed = page.url

    def answer_supervision(self) -> None:
        page = self.opened("phone", who="zhouming")
        page.goto(f"{self.pressed}sign/")
        page.locator("[name=sure]").check()
        press(page)
        page.goto(f"{self.pressed}answer/")
        page.locator("[name=words]").fill("已经换了新井盖和井圈。前两次只垫了胶皮。")
        press(page)

    def redos_are(self, times: int) -> None:
        page = self._problem("liufang").open().page
        expect(page.locator("main dl.facts").filter(has_text="工单").first).to_contain_text(f"重办{times}次")

    def close(self) -> None:
        ClosingPage(self.opened(who="liufang")).open().take(TITLE).approve()
        expect(self._problem("liufang").open().state).to_contain_text("反映人确认解决")

    def _problem(self, who: str) -> ProblemPage:
        return ProblemPage(self.opened(who=who), self.number)

    def _act(self, who: str, act: str) -> Page:
        page = self._problem(who).open().page
        page.locator(f"main .acts a[href$='/{act}/']").first.click()
        page.wait_for_url(f"**/{act}/")
        return page

    def _finish(self, page: Page) -> None:
        press(page)
        page.wait_for_url(f"**/desk/problems/{self.number}/")


def today() -> dt.date:
    """The day at the office, which for eight hours of each day is another than in UTC."""
    return dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()


def press(page: Page) -> None:
    """Send the form of the page and wait until it was accepted."""
    page.locator("main form[method=post] .acts button[type=submit]").first.click()
    expect(page.locator(".message, .receipt-code").first).to_be_visible()


class TestAHotlineOrder:
    def test_goes_from_the_call_to_redo_supervision_and_confirmed(self, opened: Opens) -> None:
        order = TheOrder(opened)
        order.set_catalogue()
        order.call()
        order.sort()
        order.dispatch()
        order.sign()
        for times, words in ((1, "垫了胶皮，不响了。"), (2, "又垫了一层胶皮。")):
            order.report(words)
            order.examine()
            order.answer(solved=False)
            order.redos_are(times)
        order.press_from_above()
        order.report("换了新井盖和井圈。")
        order.answer_supervision()
        order.examine()
        order.answer(solved=True)
        order.close()
