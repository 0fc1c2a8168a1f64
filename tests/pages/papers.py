"""The desk's papers: choosing one, fetching its file, arranging columns."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect


class PapersPage:
    """``/desk/papers/``: one form makes every paper."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self) -> PapersPage:
        self.page.goto("/desk/papers/")
        return self

    def make(self, kind: str, form: str) -> PapersPage:
        self.page.locator(f"[name=kind][value={kind}]").check()
        self.page.locator(f"[name=form][value={form}]").check()
        self.page.get_by_role("button", name="生成文书").click()
        return self

    def fetch(self, folder: Path) -> Path:
        """Wait until the file can be fetched, and keep it in the folder under its own name."""
        link = self.page.get_by_role("link", name="下载文件")
        expect(link).to_be_visible()
        with self.page.expect_download() as waiting:
            link.click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path


class ColumnsPage:
    """``/desk/papers/columns/``: the columns of one paper, arranged by buttons."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.head = page.locator(".paper-head th")

    def open(self, kind: str) -> ColumnsPage:
        self.page.goto(f"/desk/papers/columns/?kind={kind}")
        return self

    def press(self, name: str) -> ColumnsPage:
        """Reach a button by the keyboard, press it, and wait for the page that answers."""
        button = self.page.get_by_role("button", name=name)
        button.focus()
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self
