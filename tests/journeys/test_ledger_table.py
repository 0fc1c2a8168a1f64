"""The office narrows the problem list, keeps it as a view, gives more time to many at once and takes the file away."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opens
from tests.journeys.house import House
from tests.journeys.test_accessibility import troubles

pytestmark = pytest.mark.journey

LATER = (dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=50)).isoformat()


@pytest.fixture(scope="module", autouse=True)
def seven(house: House) -> None:
    """Four problems whose deadline can move, and three that lie with nobody."""
    house.play("seed_table.py")


def narrowed(page: Page) -> Page:
    """The list of the seven."""
    page.goto("/desk/problems/?sort=-act")
    page.locator("main [name=q]").fill("路面坑洼")
    page.get_by_role("button", name="查看", exact=True).click()
    expect(page.get_by_text("共 7 个问题", exact=True)).to_be_visible()
    return page


class TestLedgerTable:
    def test_keeps_a_view_with_its_columns(self, opened: Opens) -> None:
        page = narrowed(opened(who="liufang", scripts=False))
        page.get_by_role("link", name="选择列").click()
        page.get_by_label("整改措施").check()
        page.get_by_role("button", name="保存这些列").click()
        page.get_by_role("link", name="保存这个视图").click()
        page.get_by_label("视图名称").fill("坑洼专项")
        page.get_by_role("button", name="保存视图").click()

        expect(page.get_by_role("link", name="坑洼专项")).to_have_attribute("aria-current", "page")
        expect(page.get_by_role("columnheader", name="整改措施")).to_be_visible()
        expect(page.locator("tbody tr")).to_have_count(7)

    def test_moves_many_and_names_the_three_that_cannot(self, opened: Opens) -> None:
        page = narrowed(opened("phone", who="liufang", scripts=False))
        page.get_by_label("符合条件的全部").check()
        page.get_by_role("button", name="延长期限").click()
        page.get_by_label("新的期限").fill(LATER)
        page.get_by_label("为什么要延期").fill("等沥青到货。")
        page.get_by_role("button", name="延长期限").click()

        expect(page.get_by_role("alert")).to_contain_text("7 个问题中有 3 个不能办理")
        page.get_by_role("button", name="留下这些，办理其余的").click()
        expect(page.get_by_text("已办理 4 个问题。")).to_be_visible()

    def test_can_be_taken_away(self, opened: Opens) -> None:
        page = narrowed(opened(who="liufang", scripts=False))
        address = page.get_by_role("link", name="导出这些行").get_attribute("href") or ""

        answer = page.request.get(address)

        assert (answer.status, answer.body()[:2]) == (200, b"PK")

    def test_keeps_nobody_out(self, opened: Opens) -> None:
        for device in ("desktop", "phone"):
            page = narrowed(opened(device, who="liufang"))
            assert troubles(page) == []
            page.goto("/desk/problems/together/?what=assign&everything=on&query=q%3D坑洼")
            assert troubles(page) == []
