"""Plans at the desk: begun, filled, approved, looked at, taken away as a paper."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class PlanPage:
    """``/desk/plans/<id>/``: a plan beside its approved version."""

    def __init__(self, page: Page, url: str = "") -> None:
        self.page = page
        self.url = url

    def begin(self, title: str, unit: str, since: str, until: str) -> PlanPage:
        self.page.goto("/desk/plans/")
        form = self.page.locator("form[action='/desk/plans/new/']")
        form.locator("[name=title]").fill(title)
        form.locator("[name=unit]").select_option(label=unit)
        form.locator("[name=since]").fill(since)
        form.locator("[name=until]").fill(until)
        form.locator("button[type=submit]").click()
        expect(self.page.locator(".message").first).to_be_visible()
        self.url = self.page.url
        return self

    def open(self) -> PlanPage:
        self.page.goto(self.url)
        return self

    def take(self, numbers: str) -> PlanPage:
        form = self._form("take")
        form.locator("[name=numbers]").fill(numbers)
        form.locator("button[type=submit]").click()
        expect(self.page.locator(".message").first).to_be_visible()
        return self

    def approve(self, words: str) -> PlanPage:
        form = self._form("approve")
        form.locator("[name=words]").fill(words)
        form.locator("button[type=submit]").click()
        expect(self.page.locator(".message").first).to_be_visible()
        return self

    def number(self, label: str) -> Locator:
        """The figure under exactly this label."""
        one = self.page.locator(".number").filter(has=self.page.get_by_text(label, exact=True))
        return one.locator(".number-value")

    def as_paper(self) -> Page:
        self.page.get_by_role("link", name="生成文书").click()
        return self.page

    def may_approve(self) -> bool:
        return self._form("approve").count() > 0

    def _form(self, act: str) -> Locator:
        return self.page.locator(f"form[action$='/{act}/']")
