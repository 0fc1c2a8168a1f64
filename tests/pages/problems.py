"""The page of a problem at the desk, its act pages, and the closing queue."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect


class ProblemPage:
    """``/desk/problems/<number>/``: the whole life of one problem and what this person may do."""

    def __init__(self, page: Page, number: int) -> None:
        self.page = page
        self.number = number
        self.state = page.locator("main .state").first
        self.life = page.locator("main .timeline")
        self.refusal = page.locator(".notice-refusal")

    def open(self) -> ProblemPage:
        self.page.goto(f"/desk/problems/{self.number}/")
        return self

    def hand_to(self, unit: str, leader: str) -> ProblemPage:
        self._begin("assign")
        self.page.locator("[name=unit]").select_option(label=unit)
        self.page.locator("[name=leader]").select_option(label=f"{leader}（{unit}）")
        return self._finish()

    def plan(self, words: str) -> ProblemPage:
        self._begin("measures")
        self.page.locator("[name=words]").fill(words)
        return self._finish()

    def note(self, words: str) -> ProblemPage:
        self._begin("progress")
        self.page.locator("[name=words]").fill(words)
        return self._finish()

    def show(self, words: str, *files: Path, kind: str = "done_work") -> ProblemPage:
        self._begin("evidence")
        self.page.locator(f"[name=kind][value={kind}]").check()
        self.page.locator("[name=words]").fill(words)
        if files:
            self.page.locator("input[type=file]").set_input_files(files)
        return self._finish()

    def claim(self, words: str) -> ProblemPage:
        self._begin("claim")
        self.page.locator("[name=words]").fill(words)
        self.page.locator("[name=sure]").check()
        return self._finish()

    def sign(self) -> ProblemPage:
        self._begin("sign")
        self.page.locator("[name=sure]").check()
        return self._finish()

    def check(self, words: str, *, passed: bool = True) -> ProblemPage:
        self._begin("check")
        self.page.locator(f"[name=passed][value={'yes' if passed else 'no'}]").check()
        self.page.locator("[name=words]").fill(words)
        self.page.locator("[name=sure]").check()
        return self._finish()

    def _begin(self, act: str) -> None:
        self.open()
        self.page.locator(f"main .acts a[href$='/{act}/']").click()
        self.page.wait_for_url(f"**/{act}/")

    def _finish(self) -> ProblemPage:
        self.page.locator("main form .acts button[type=submit]").click()
        self.page.wait_for_url(f"**/desk/problems/{self.number}/")
        expect(self.page.locator(".message").first).to_be_visible()
        return self


class ClosingPage:
    """``/desk/closing/``: what waits for the hand of this person."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.refused = page.locator("main .refused-reason")

    def open(self) -> ClosingPage:
        self.page.goto("/desk/closing/")
        return self

    def take(self, title: str) -> ClosingPage:
        self.page.locator("main table").get_by_role("link", name=title).first.click()
        return self

    def approve(self) -> None:
        self.page.locator("[name=sure]").check()
        self.page.locator("main form .acts button[type=submit]").click()
        expect(self.page.locator(".message").first).to_be_visible()
