"""The page on which files with voices are brought in, and the page of one of them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

READ_WITHIN_MS = 60_000


class ImportsPage:
    """``/desk/imports/``: drop a file, look, confirm, watch, take back."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.state = page.locator(".state").first
        self.preview = page.locator(".preview table")
        self.items = page.locator(".tree-item")

    def drop(self, file: Path) -> ImportsPage:
        self.page.goto("/desk/imports/")
        self.page.locator("[name=file]").set_input_files(file)
        self.page.locator("main form button[type=submit]").click()
        self.page.wait_for_url("**/desk/imports/*/")
        return self

    def column(self, name: str) -> Locator:
        return self.page.locator(".columns > li").filter(has_text=name).locator("select")

    def choose(self, name: str, what: str) -> ImportsPage:
        self.column(name).select_option(what)
        return self

    def look_again(self) -> ImportsPage:
        self.page.locator("button[value=preview]").click()
        return self

    def confirm(self) -> ImportsPage:
        self.page.locator("button[value=confirm]").click()
        return self.wait_for("已载入")

    def take_back(self) -> ImportsPage:
        self.page.get_by_role("button", name="撤回整次导入").click()
        return self.wait_for("已撤回")

    def bring_back(self) -> ImportsPage:
        self.page.get_by_role("button", name="恢复").click()
        return self.wait_for("已载入")

    def wait_for(self, state: str) -> ImportsPage:
        expect(self.page.locator("#import .state")).to_contain_text(state, timeout=READ_WITHIN_MS)
        return self

    def count(self, of: str) -> Locator:
        return self.page.locator(".counts div").filter(has_text=of).locator("dd")
