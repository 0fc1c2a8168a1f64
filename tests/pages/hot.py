"""Hot issues, and the group view of a problem: its voices, split off, merged, undone."""

from __future__ import annotations

from playwright.sync_api import Page, expect


class HotIssuePage:
    """``/desk/inbox/hot/``: from the list to one hot issue, and the problem made of it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.voices = page.locator("ol.queue > li.hot-voice")

    def open(self, title: str) -> HotIssuePage:
        self.page.goto("/desk/inbox/hot/")
        self.page.locator("ol.queue a").filter(has_text=title).click()
        expect(self.page.locator("h1")).to_have_text(title)
        return self

    def make_problem(self, title: str) -> GroupPage:
        self.page.locator("form[action$='/problem/'] button").click()
        self.page.locator("[name=title]").fill(title)
        self.page.locator("form#heed .acts button").click()
        self.page.wait_for_url("**/desk/inbox/group/**")
        return GroupPage(self.page)


class GroupPage:
    """``/desk/inbox/group/<number>/``: the voices of one problem."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.rows = page.locator("li.group-row")
        self.done = page.locator(".inbox-done")
        self.added = page.locator("mark.added")

    @property
    def number(self) -> int:
        return int(self.page.url.partition("/group/")[2].partition("/")[0])

    def open(self, number: int) -> GroupPage:
        self.page.goto(f"/desk/inbox/group/{number}/")
        return self

    def split_off_first(self, title: str) -> GroupPage:
        """Choose the first voice by keyboard and make it a problem of its own."""
        for key in ("j", "x"):
            self.page.keyboard.press(key)
        self.page.locator(".bulk button[value=split]").click()
        self.page.locator("[name=title]").fill(title)
        self.page.locator("[name=statement]").fill("只说这一条。")
        self.page.locator("main form[method=post] .acts button.button-primary").click()
        expect(self.done).to_be_visible()
        return self

    def merge_into(self, number: int) -> GroupPage:
        self.page.locator("button[name=what][value=merge]").click()
        self.page.locator("[name=find]").fill(str(number))
        self.page.locator("main form[role=search] button").click()
        self.page.locator(f"button[name=problem][value='{number}']").click()
        expect(self.page.locator(".notice-next li").first).to_be_visible()
        self.page.locator("main form[method=post] .acts button.button-primary").click()
        expect(self.done).to_be_visible()
        return self

    def undo(self) -> GroupPage:
        self.done.locator("button").click()
        expect(self.done).to_contain_text("这一步已经撤销")
        return self
