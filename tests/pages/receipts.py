"""The page a receipt opens: what became of the voice, the talk, the question whether it is solved."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect


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


class KeptPage:
    """``/receipt/kept``: everything that is kept, to take along, set right and erase."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self) -> KeptPage:
        self.page.goto("/receipt/kept")
        return self

    def take_along(self, to: Path) -> Path:
        with self.page.expect_download() as download:
            self.page.locator("a[href='/receipt/kept/file']").click()
        download.value.save_as(to)
        return to

    def set_right(self, *, name: str, words: str) -> None:
        self.page.locator("[name=name]").fill(name)
        self.page.locator("form[action='/receipt/kept/speaker'] button").click()
        expect(self.page.locator("[name=name]")).to_have_value(name)
        self.page.locator("[name=words]").fill(words)
        self.page.locator("form[action='/receipt/kept/words'] button").click()

    def erase_everything(self) -> None:
        self.page.locator("button[name=scope][value=voice]").click()
        self.page.locator("[name=sure]").check()
        self.page.locator("form[action='/receipt/kept/erase'] button").click()
        expect(self.page.locator("main")).to_contain_text("已删除")
