"""The suggestions at a voice, and those of a kind together."""

from __future__ import annotations

from playwright.sync_api import Page


class SuggestionsPage:
    """``/desk/inbox/<voice>/`` with its suggestions, and ``/desk/inbox/suggestions/``."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines = page.locator(".suggestions li")
        self.done = page.locator(".inbox-done")

    def open(self, voice_id: str) -> SuggestionsPage:
        self.page.goto(f"/desk/inbox/{voice_id}/")
        return self

    def press(self, key: str) -> SuggestionsPage:
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()
        return self

    def choose_instead(self, label: str) -> SuggestionsPage:
        self.page.locator("[name=target]").select_option(label=label)
        self.page.locator("main form:has([name=target]) button[type=submit]").click()
        return self

    def look_at_all(self, kind: str, least: int) -> SuggestionsPage:
        self.page.goto(f"/desk/inbox/suggestions/above/?kind={kind}&least={least}")
        return self

    def accept_all(self) -> SuggestionsPage:
        self.page.locator("main form[method=post] button.button-primary").click()
        return self

    def undo(self) -> SuggestionsPage:
        self.done.locator("button").first.click()
        return self
