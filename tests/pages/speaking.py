"""The pages on which somebody speaks: the form and what is shown after sending."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect


class SpeakPage:
    """``/say``: the words first, everything else folded away until it is wanted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.words = page.locator("[name=words]")
        self.errors = page.locator("[data-error-summary]")

    def open(self) -> SpeakPage:
        self.page.goto("/say")
        return self

    @property
    def code(self) -> str:
        """The 28 digits shown before sending."""
        return digits_of(self.page.locator(".receipt-code"))

    def say(self, words: str) -> SpeakPage:
        self.words.fill(words)
        return self

    def choose_lane(self, lane: str) -> SpeakPage:
        choice = self.page.locator(f"[name=lane][value={lane}]")
        self._unfold(choice)
        choice.check()
        return self

    def name_place(self, place: str) -> SpeakPage:
        field = self.page.locator("[name=place]")
        self._unfold(field)
        field.fill(place)
        return self

    def leave_contact(self, contact: str) -> SpeakPage:
        field = self.page.locator("[name=contact]")
        self._unfold(field)
        field.fill(contact)
        return self

    def attach(self, *files: Path) -> SpeakPage:
        field = self.page.locator("input[type=file]")
        self._unfold(field)
        field.set_input_files(files)
        return self

    def send(self) -> SentPage:
        self.send_button.click()
        return SentPage(self.page)

    @property
    def send_button(self) -> Locator:
        return self.page.locator("form[data-draft='say'] .acts button[type=submit]")

    def _unfold(self, inside: Locator) -> None:
        fold = self.page.locator("details").filter(has=inside)
        if fold.count() and not fold.first.evaluate("fold => fold.open"):
            fold.first.locator("summary").click()


class SentPage:
    """What is shown after sending: the receipt once more, and what happens next with dates."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heading = page.locator("h1")

    @property
    def code(self) -> str:
        expect(self.page.locator("[data-draft-sent]")).to_have_count(1)
        return digits_of(self.page.locator(".receipt-code"))


def digits_of(shown: Locator) -> str:
    """The digits of a receipt code as it is printed."""
    return "".join(char for char in shown.first.inner_text() if char.isdigit())
