"""Nobody is kept out: axe finds nothing on any page, in both languages, both colours, on a phone and at a desk."""

from __future__ import annotations

from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import Opens
from tests.journeys.house import House
from tests.journeys.walking import pages_from
from tests.pages.receipts import ReceiptPage
from tests.pages.speaking import SpeakPage

pytestmark = pytest.mark.journey

CHINESE = {"device": "desktop", "color_scheme": "light"}
ENGLISH = {"device": "phone", "color_scheme": "dark"}
LOOKS = pytest.mark.parametrize("english", [False, True], ids=["Chinese, light, desktop", "English, dark, phone"])
MEMBERS = [
    *((who, False) for who in ("liufang", "wanglei", "zhouming", "chentao", "gaoyuan", "admin")),
    *((who, True) for who in ("liufang", "wanglei", "admin")),
]
"""Between them they see every page of the desk; whether in English."""


def look(opened: Opens, english: bool, who: str = "") -> Page:
    chosen = ENGLISH if english else CHINESE
    page = opened(chosen["device"], who=who, color_scheme=chosen["color_scheme"])
    if english:
        page.goto("/account/login/" if not who else "/desk/permissions/")
        page.locator("footer [name=language][value=en]").click()
        page.wait_for_load_state()
    return page


def troubles(page: Page) -> list[str]:
    """What axe finds wrong with the page being shown, and every id that stands twice on it, one line each."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    names = Counter(page.locator("[id]").evaluate_all("all => all.map(one => one.id)"))
    twice = [f"{page.url}: the id {name} stands {times} times" for name, times in names.items() if times > 1]
    return twice + [
        f"{page.url}: {one['id']} ({one['impact']}): {node['html'][:160]} {node['failureSummary'][:300]!r}"
        for one in found
        for node in one["nodes"]
    ]


class TestAccessibility:
    @LOOKS
    def test_of_every_page_anybody_can_reach(self, opened: Opens, english: bool) -> None:
        page = look(opened, english)
        found: list[str] = []
        for address in pages_from(page, "/").values():
            page.goto(address)
            found += troubles(page)

        assert not found, "\n".join(found)

    @LOOKS
    def test_of_the_pages_of_speaking_and_asking(self, opened: Opens, house: House, english: bool) -> None:
        page = look(opened, english)
        form = SpeakPage(page).open()
        form.send()
        found = troubles(page)
        form.say("桥头的栏杆松了。").send().code  # noqa: B018 - waits for the page after sending
        found += troubles(page)
        ReceiptPage(page).look_up("1234")
        found += troubles(page)
        ReceiptPage(page).look_up(house.told["asked"])
        found += troubles(page)
        page.goto("/no-such-page")
        found += troubles(page)

        assert not found, "\n".join(found)

    @pytest.mark.parametrize(("who", "english"), MEMBERS)
    def test_of_every_page_a_member_can_reach(self, opened: Opens, who: str, english: bool) -> None:
        page = look(opened, english, who)
        found: list[str] = []
        for kind, address in pages_from(page, "/desk/").items():
            if kind.startswith(("/desk", "/account")):
                page.goto(address)
                found += troubles(page)

        assert not found, "\n".join(found)
