"""What everybody sees, and the queue in which the office decides about it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class PublicationPage:
    """``/desk/publishing/<number>/``: words, measures and evidence of one problem that wait for approval."""

    def __init__(self, page: Page, number: int) -> None:
        self.page = page
        self.number = number
        self.preview = page.locator(".notice-next")

    def open(self) -> PublicationPage:
        self.page.goto(f"/desk/publishing/{self.number}/")
        return self

    def look_first(self) -> PublicationPage:
        self._words.locator("button[name=preview]").click()
        return self

    def approve_words(self) -> PublicationPage:
        self._words.locator(".acts button:not([name=preview])").click()
        expect(self.page.locator(".message").first).to_be_visible()
        return self

    def approve_first(self, words: str) -> PublicationPage:
        """Approve the measure, evidence or reply with these words."""
        self.page.locator("section.offer").filter(has_text=words).locator("button[type=submit]").first.click()
        expect(self.page.locator(".message").first).to_be_visible()
        return self

    @property
    def _words(self) -> Locator:
        return self.page.locator("form[action$='/words']")


class BoardPage:
    """``/``: what was raised, and what came of it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stories = page.locator("ol.stories > li")

    def open(self, group: str = "") -> BoardPage:
        self.page.goto(f"/?state={group}" if group else "/")
        return self

    def story(self, title: str) -> Locator:
        return self.stories.filter(has_text=title)


class PublicProblemPage:
    """``/p/<number>``: one problem for everybody."""

    def __init__(self, page: Page, number: int) -> None:
        self.page = page
        self.number = number
        self.state = page.locator("main .state").first
        self.body = page.locator("main")

    def open(self) -> PublicProblemPage:
        self.page.goto(f"/p/{self.number}")
        return self
