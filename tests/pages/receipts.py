"""The page a receipt opens: what became of the voice, the talk, the question whether it is solved."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page


class ReceiptPage:
    """``/receipt``: closed until a code opens it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.code = page.locator("[name=code]:not([type=hidden])")
        self.errors = page.locator("[data-error-summary]")
        self.heading = page.locator("h1")
        self.sentence = page.locator("main .lead")
        self.talk = page.locator(".talk")
        self.open_question = page.locator("section.question:not(:has(dl.facts))").first
        self.answered = page.locator("section.question dl.facts")

    def open(self) -> ReceiptPage:
        self.page.goto("/receipt")
        return self

    def look_up(self, code: str) -> ReceiptPage:
        self.open()
        self.code.fill(code)
        self.page.locator("main form:has([name=code]) button[type=submit]").first.click()
        return self

    def write(self, words: str, *files: Path) -> ReceiptPage:
        form = self.page.locator("form[action='/receipt/write']")
        self._unfold(form)
        form.locator("[name=words]").fill(words)
        if files:
            form.locator("input[type=file]").set_input_files(files)
        form.locator("button[type=submit]").click()
        return self

    def say_whether_solved(
        self, *, solved: bool, contacted: bool = True, satisfied: str = "satisfied", words: str = ""
    ) -> ReceiptPage:
        form = self.open_question.locator("form")
        for name, value in (
            ("contacted", "yes" if contacted else "no"),
            ("solved", "yes" if solved else "no"),
            ("satisfied", satisfied),
        ):
            form.locator(f"[name$={name}][value={value}]").check()
        if words:
            form.locator("[name$=words]").fill(words)
        form.locator("button[type=submit]").click()
        return self

    def leave(self) -> None:
        self.page.locator("form[action='/receipt/leave'] button").first.click()

    def _unfold(self, inside: Locator) -> None:
        fold = self.page.locator("details").filter(has=inside)
        if fold.count() and not fold.first.evaluate("fold => fold.open"):
            fold.first.locator("summary").first.click()
