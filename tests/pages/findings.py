"""Findings of formalism at the desk: the list, and one finding with its two forms."""

from __future__ import annotations

from playwright.sync_api import Page


class FindingPage:
    """One finding, reached as its readers reach it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.main = page.locator("main")
        self.state = page.locator("main .state").first

    def from_problem(self, number: int) -> FindingPage:
        self.page.goto(f"/desk/problems/{number}/")
        self.page.locator("main .acts a[href*='/desk/findings/']").click()
        self.page.wait_for_url("**/desk/findings/*/")
        return self

    def from_list(self, number: int) -> FindingPage:
        self.page.goto(f"/desk/findings/?problem={number}")
        self.page.locator("main table a").first.click()
        self.page.wait_for_url("**/desk/findings/*/")
        return self

    def explain(self, words: str) -> FindingPage:
        form = self.page.locator("form[action$='/explain/']")
        form.locator("[name=words]").fill(words)
        form.locator("button[type=submit]").click()
        return self

    def decide(self, words: str, *, upheld: bool) -> FindingPage:
        form = self.page.locator("form[action$='/review/']")
        form.locator(f"[name=upheld][value={'yes' if upheld else 'no'}]").check()
        form.locator("[name=words]").fill(words)
        form.locator("button[type=submit]").click()
        return self
