"""Call-backs at the desk, the answer behind a mail's link, and the rows of a metric."""

from __future__ import annotations

import datetime as dt
import re

from playwright.sync_api import Page


class CallBackPages:
    """Draw, ring, answer, as the office and a caller do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.main = page.locator("main")

    def draw_from(self, day: dt.date) -> CallBackPages:
        self.page.goto("/desk/callbacks/draws/new/")
        for name in ("first_day", "last_day"):
            self.page.locator(f"[name={name}]").fill(day.isoformat())
        self.page.locator("[name=per_hundred]").fill("100")
        self.page.locator("main form button[type=submit]").click()
        self.page.wait_for_url(re.compile(r"/desk/callbacks/draws/\d+/"))
        return self

    def ring_next(self) -> CallBackPages:
        self.page.goto("/desk/callbacks/")
        self.page.locator("main .acts a").first.click()
        return self

    def answered(self, name: str) -> int:
        """How many rows stand behind a count of today."""
        today = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date().isoformat()
        self.page.goto(f"/desk/metrics/rows/?first={today}&last={today}&count={name}")
        return int(self.page.locator("h1").inner_text().rpartition(": ")[2])

    def say_no(self, prefix: str = "") -> CallBackPages:
        for name, value in (("contacted", "no"), ("solved", "no"), ("satisfied", "dissatisfied")):
            self.page.locator(f"[name={prefix}{name}][value={value}]").check()
        form = self.page.locator("form", has=self.page.locator(f"[name={prefix}solved]"))
        form.locator("button[type=submit]").click()
        return self
