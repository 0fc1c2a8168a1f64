"""A campaign: 18 problems from a list, a plan another hand approves, closing by stages, one relapse at look-back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from huixiang.folio.lists.reading import read_outline
from tests.journeys.conftest import Opens
from tests.journeys.house import House
from tests.pages.imports import ImportsPage
from tests.pages.inbox import InboxPage
from tests.pages.papers import PapersPage
from tests.pages.plans import PlanPage
from tests.pages.problems import ClosingPage, ProblemPage

pytestmark = pytest.mark.journey

CLASSES = {
    "形式主义": "下乡看泵房先打电话。 会上定的事没有人催。 报表只挑好的写。 水样没验就写了合格。 公示栏一年没换。",
    "官僚主义": "办水表过户跑三趟。 电话响到头没人接。 窗口中午没有人。 爆管两天才派人。 问哪个科都说不管。",
    "享乐主义": "上班时间找不到人。 远村一年没去过。 收过施工队的土产。 图纸照抄旧图。 新规范没人学过。",
    "奢靡之风": "会议室月月换花。 下班不关空调。 一人占两间屋。",
}
MARK = "【活动清单】"
FIRST = "下乡看泵房先打电话。"
NUMERALS = "一二三四"


def listed(folder: Path) -> Path:
    """A list of 18 problems in four classes: 5, 5, 5 and 3."""
    lines = []
    for numeral, (name, items) in zip(NUMERALS, CLASSES.items(), strict=True):
        lines += [
            f"{numeral}、{name}方面",
            *(f"{place}、{MARK}{words}" for place, words in enumerate(items.split(), start=1)),
        ]
    path = folder / "清单.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


class Campaign:
    """The people of the campaign, each with a browser of their own."""

    def __init__(self, opened: Opens, house: House) -> None:
        self.opened = opened
        self.house = house
        self.numbers: list[int] = []
        self.url = ""

    def play(self, step: str) -> None:
        self.numbers = json.loads(self.house.play("seed_campaign.py", step).splitlines()[-1])

    def bring_in(self, path: Path) -> None:
        clerk = self.opened(who="hejing")
        brought = ImportsPage(clerk).drop(path)
        expect(brought.items).to_have_count(18)
        brought.confirm()
        InboxPage(clerk).wait_for(FIRST[:8]).choose(FIRST[:8]).make_problem("下乡先打招呼", FIRST)
        self.play("list")

    def plan(self) -> PlanPage:
        office = PlanPage(self.opened(who="liufang"))
        office.begin("活动整改方案", "青禾县城管局（qinghe）", "2026-01-01", "2030-12-31")
        self.url = office.url
        office.take(f"{self.numbers[0]}-{self.numbers[-1]}")
        assert not office.may_approve()
        above = PlanPage(self.opened(who="gaoyuan"), self.url).open().approve("领导小组第3次会议")
        expect(above.number("问题")).to_have_text("18")
        return above

    def close_by_stages(self) -> None:
        ClosingPage(self.opened(who="liufang")).open().take("下乡先打招呼").approve()
        self.play("close")

    def stands(self, figures: dict[str, str]) -> PlanPage:
        page = PlanPage(self.opened(who="liufang"), self.url).open()
        for label, figure in figures.items():
            expect(page.number(label)).to_have_text(figure)
        return page


class TestCampaign:
    def test_counts_problems_and_measures_apart_to_the_relapse(
        self, opened: Opens, house: House, tmp_path: Path
    ) -> None:
        campaign = Campaign(opened, house)
        campaign.bring_in(listed(tmp_path))
        assert len(campaign.numbers) == 18
        campaign.plan()

        campaign.play("work")
        campaign.stands({"整改措施": "18", "已完成的措施": "16", "确认解决的问题": "0", "正在核查的问题": "13"})
        campaign.close_by_stages()
        campaign.stands(
            {"确认解决的问题": "10", "已销号、无人评价的问题": "2", "正在核查的问题": "1", "整改中的问题": "5"}
        )
        campaign.play("look-back")

        page = campaign.stands({"确认解决的问题": "10", "已销号、无人评价的问题": "1", "有异议的问题": "1"})
        expect(page.page.locator("main")).to_contain_text("反弹（次数：0 → 1）")
        self._the_paper_says_it(page, tmp_path)
        state = ProblemPage(opened(who="wanglei"), campaign.numbers[10]).open().state
        expect(state).to_contain_text("没解决")

    def _the_paper_says_it(self, page: PlanPage, folder: Path) -> None:
        papers = PapersPage(page.as_paper())
        papers.page.get_by_role("button", name="生成文书").click()
        path = papers.fetch(folder)
        told = "".join(str(read_outline(path.read_bytes(), name=path.name)).split()).replace("\\n", "")
        assert "的台账现状，与批准的第1版相比有" in told
        assert "个问题，其中已销号11个；整改措施18项，其中已完成16项。问题和措施分别计数。" in told
