"""One voice travels all the way: spoken, joined, handed over, disputed, put right, confirmed, on the board."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import files
from tests.journeys.conftest import Opens
from tests.pages.inbox import InboxPage
from tests.pages.problems import ClosingPage, ProblemPage
from tests.pages.publication import BoardPage, PublicationPage, PublicProblemPage
from tests.pages.receipts import ReceiptPage
from tests.pages.speaking import SpeakPage

pytestmark = pytest.mark.journey

PHONE = "13800138000"
TITLE = "丽发新城旁的搅拌站夜里施工"
FIRST = "丽发新城西边的搅拌站夜里十一点还在倒料，灰也大，孩子睡不着。"
SECOND = "搅拌站就在丽发新城围墙外面，天天扬灰，窗户不敢开。"
THIRD = "丽发新城搅拌站的罐车凌晨两点按喇叭。"


class TheLoop:
    """The people of the journey, each with a browser of their own."""

    def __init__(self, opened: Opens) -> None:
        self.opened = opened
        self.codes: list[str] = []
        self.number = 0

    def speak(self, *photos: Path) -> None:
        form = SpeakPage(self.opened("phone")).open().say(FIRST).attach(*photos).choose_lane("anonymous")
        shown = form.code
        sent = form.send()
        assert sent.code == shown
        self.codes.append(shown)
        for words in (SECOND, THIRD):
            self.codes.append(SpeakPage(self.opened("phone", scripts=False)).open().say(words).send().code)

    def sort(self) -> None:
        inbox = InboxPage(self.opened(who="hejing")).wait_for("丽发新城", count=3).choose(SECOND[:10], THIRD[:10])
        self.number = inbox.make_problem(TITLE, f"搅拌站夜间施工，扬尘、噪声。有人留了电话 {PHONE}。")
        inbox.search("丽发新城").choose(FIRST[:10]).join_to(self.number)

    def publish(self) -> None:
        page = PublicationPage(self.opened(who="liufang"), self.number).open().look_first()
        expect(page.preview).to_contain_text("搅拌站夜间施工")
        expect(page.preview).not_to_contain_text(PHONE)
        page.approve_words()

    def hand_over(self) -> None:
        self._problem("liufang").hand_to("市政道路股", "周明")

    def put_right(self, *photos: Path) -> None:
        problem = self._problem("wanglei")
        problem.plan("加装围挡和喷淋，夜里十点后停工。").note("今天和搅拌站老板谈过，围挡材料已进场。")
        problem.show("围挡已装好，夜里没有出车。", *photos)

    def claim(self, words: str) -> None:
        self._problem("wanglei").claim(words)
        self._problem("zhouming").sign()
        self._problem("chentao").check("夜里十一点到现场看过，没有出料，围挡在。")

    def answer(self, speaker: int, *, solved: bool) -> ReceiptPage:
        receipt = ReceiptPage(self.opened("phone")).look_up(self.codes[speaker])
        receipt.say_whether_solved(solved=solved, satisfied="satisfied" if solved else "dissatisfied")
        if solved:
            expect(receipt.answered.first).to_be_visible()
        else:
            expect(receipt.page.locator("main")).to_contain_text("已经重新办理")
        return receipt

    def show_everybody(self) -> None:
        PublicationPage(self.opened(who="liufang"), self.number).open().approve_first("围挡已装好")

    def close(self) -> None:
        ClosingPage(self.opened(who="liufang")).open().take(TITLE).approve()

    def state_is(self, words: str) -> None:
        expect(self._problem("liufang").open().state).to_contain_text(words)

    def _problem(self, who: str) -> ProblemPage:
        return ProblemPage(self.opened(who=who), self.number)


class TestTheWholeLoop:
    def test_ends_on_the_board_confirmed_by_those_who_spoke(self, opened: Opens, tmp_path: Path) -> None:
        loop = TheLoop(opened)
        loop.speak(files.photo(tmp_path))
        loop.sort()
        loop.publish()
        loop.hand_over()
        loop.put_right(files.photo(tmp_path, "fence.jpg"))
        loop.show_everybody()

        loop.claim("围挡和喷淋都装好了，夜里十点后不再出车。")
        loop.answer(1, solved=False)
        loop.state_is("没解决")
        loop.put_right()
        loop.claim("罐车改走南门，凌晨不再进出。")
        for speaker in range(3):
            loop.answer(speaker, solved=True)
        loop.close()

        self._the_board_shows_it(loop)

    def _the_board_shows_it(self, loop: TheLoop) -> None:
        reader = loop.opened("desktop")
        story = BoardPage(reader).open("confirmed").story(TITLE)
        expect(story).to_have_count(1)
        expect(story).to_contain_text("3 人反映")
        public = PublicProblemPage(reader, loop.number).open()
        expect(public.state).to_contain_text("反映人确认解决")
        expect(public.body).to_contain_text("围挡已装好")
        expect(public.body).not_to_contain_text(PHONE)
