"""The inbox of the clerks and the page of one voice."""

from __future__ import annotations

import time
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

FILED_WITHIN = 30.0


class InboxPage:
    """``/desk/inbox/``: the queue, the voice being read, what can be done."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.rows = page.locator("ol.queue > li[data-keys-item]")
        self.reading = page.locator("#reading")
        self.done = page.locator(".inbox-done")

    def open(self) -> InboxPage:
        self.page.goto("/desk/inbox/")
        return self

    def search(self, words: str) -> InboxPage:
        self.page.goto(f"/desk/inbox/?state=all&q={quote(words)}")
        return self

    def wait_for(self, words: str, *, count: int = 1) -> InboxPage:
        """Look again until the worker has filed what was just spoken."""
        until = time.monotonic() + FILED_WITHIN
        while self.search(words).rows.count() < count:
            assert time.monotonic() < until, f"{words} did not come into the inbox"
            self.page.wait_for_load_state()
        expect(self.rows).to_have_count(count)
        return self

    def row(self, words: str) -> Locator:
        return self.rows.filter(has_text=words)

    def choose(self, *words: str) -> InboxPage:
        for one in words:
            self.row(one).locator("input[type=checkbox]").check()
        return self

    def read(self, words: str) -> VoicePage:
        self.row(words).locator("a").first.click()
        self.reading.locator("a[href^='/desk/inbox/']").last.click()
        return VoicePage(self.page)

    def make_problem(self, title: str, statement: str) -> int:
        """Make one problem of the chosen voices and return its number."""
        self.page.locator(".bulk button[value=open]").click()
        self.page.locator("[name=title]").fill(title)
        self.page.locator("[name=statement]").fill(statement)
        self.page.locator("main form[action$='/problem/new/'] .acts button").click()
        self.page.wait_for_url("**/desk/inbox/group/**")
        return int(self.page.url.partition("/group/")[2].partition("/")[0])

    def join_to(self, number: int) -> InboxPage:
        self.page.locator(".bulk button[value=join]").click()
        self.page.locator("[name=find]").fill(str(number))
        self.page.locator("main form[role=search] button").click()
        self.page.locator(f"button[name=problem][value='{number}']").click()
        self.page.locator("main form[method=post] .acts button.button-primary").click()
        expect(self.done).to_be_visible()
        return self


class VoicePage:
    """``/desk/inbox/<voice>/``: one voice, its talk, everything that can be done with it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.refusal = page.locator(".notice-refusal")
        self.done = page.locator(".inbox-done")

    def open(self, path: str) -> VoicePage:
        self.page.goto(path)
        return self

    def answer(self, words: str) -> VoicePage:
        return self._with_words("answer", words)

    def set_aside(self, reason: str) -> VoicePage:
        return self._with_words("set_aside", reason)

    def typed(self, act: str) -> Locator:
        return self.page.locator(f"[name='{act}-words']")

    def _with_words(self, act: str, words: str) -> VoicePage:
        field = self.typed(act)
        if not field.is_visible():
            self.page.locator("details").filter(has=field).locator("summary").click()
        field.fill(words)
        self.page.locator(f"button[name=act][value={act}]").click()
        return self
