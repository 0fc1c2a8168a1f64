"""A clerk brings in what the house already has: a hotline's export, a list of opinions; and takes one back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opens
from tests.pages.imports import ImportsPage
from tests.pages.inbox import InboxPage

pytestmark = pytest.mark.journey

EXPORT = """热线{mark}月报,,,,
单子号码,谁打的,打哪来,啥时候打的,说了些什么
{mark}-10001,林晓,13800000000,2024年5月6日 8点30分,{mark}桂花路南口的路灯坏了三盏晚上看不见路
{mark}-10002,李强,13900000000,2013.3.5,{mark}三栋二单元停水两天了没人来看
{mark}-10003,王芳,13700000000,二〇一三年三月五日,{mark}井盖松动车压过去响一夜睡不着
"""
LIST = """青禾县水务局“四风”问题清单

一、形式主义方面
1、下乡检查水管前先打招呼，看到的都是修好的。
2、会议纪要发了三份，漏水的地方还在漏。
二、官僚主义方面
1、报修要跑三个窗口，没有一次说清楚。
"""


def export(folder: Path, mark: str) -> Path:
    path = folder / f"{mark}.csv"
    path.write_text(EXPORT.format(mark=mark), encoding="gb18030")
    return path


class TestHotlineExport:
    def test_with_unknown_columns_is_understood_confirmed_and_found_in_the_inbox(
        self, opened: Opens, tmp_path: Path
    ) -> None:
        brought = ImportsPage(opened(who="hejing")).drop(export(tmp_path, "春"))

        expect(brought.column("说了些什么")).to_have_value("body")
        expect(brought.column("打哪来")).to_have_value("contact")
        brought.choose("谁打的", "speaker").look_again()
        expect(brought.preview).to_contain_text("林晓")
        expect(brought.preview).to_contain_text("2013-03-05")
        brought.confirm()

        expect(brought.count("新增原声")).to_have_text("3")
        InboxPage(brought.page).wait_for("春三栋二单元停水")

    def test_is_taken_back_as_a_whole_and_brought_back(self, opened: Opens, tmp_path: Path) -> None:
        brought = ImportsPage(opened(who="sunli")).drop(export(tmp_path, "夏")).confirm()
        url = brought.page.url
        InboxPage(brought.page).wait_for("夏井盖松动")

        brought.page.goto(url)
        brought.take_back()
        expect(InboxPage(brought.page).search("夏井盖松动").rows).to_have_count(0)
        brought.page.goto(url)
        brought.bring_back()

        InboxPage(brought.page).wait_for("夏井盖松动")


class TestListOfOpinions:
    def test_shows_its_tree_and_each_item_becomes_a_voice(self, opened: Opens, tmp_path: Path) -> None:
        path = tmp_path / "清单.txt"
        path.write_text(LIST, encoding="utf-8")
        brought = ImportsPage(opened("phone", who="hejing", scripts=False)).drop(path)

        expect(brought.items).to_have_count(3)
        brought.items.nth(1).locator("input").uncheck()
        brought.page.locator("button[value=confirm]").click()
        inbox = InboxPage(opened(who="hejing")).wait_for("报修要跑三个窗口")

        expect(inbox.search("会议纪要发了三份").rows).to_have_count(0)
