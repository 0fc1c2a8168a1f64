"""Sample audits at the desk and in public: begin, bind, tell, draw, look."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import FilePayload, Page


class AuditPage:
    """One audit at the desk, or the way to a new one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.main = page.locator("main")

    def open(self, audit: int) -> AuditPage:
        self.page.goto(f"/desk/audits/{audit}/")
        return self

    def begin(self, typed: Mapping[str, str]) -> AuditPage:
        self.page.goto("/desk/audits/")
        self.page.locator("main .acts a[href$='/new/'], main .acts .button").first.click()
        for name, value in typed.items():
            self.page.locator(f"[name={name}]").fill(value)
        return self.send()

    def act_for(self, party: str, name: str, value: str) -> AuditPage:
        """Publish a party's hash or secret: what its page asks for."""
        self.main.locator("a", has_text=party).first.click()
        self.page.locator(f"[name={name}]").fill(value)
        return self.send()

    def note_beacon(self, value: str, source: str) -> AuditPage:
        self.main.locator("a[href$='/beacon/']").click()
        self.page.locator("[name=value]").fill(value)
        self.page.locator("[name=source]").fill(source)
        return self.send()

    def draw(self) -> AuditPage:
        self.main.locator("form[action$='/draw/'] button").click()
        return self

    def look_at(self, title: str, words: str, photo: FilePayload, *, genuine: bool) -> AuditPage:
        self.main.locator("a", has_text=title).first.click()
        self.page.locator(f"[name=genuine][value={'yes' if genuine else 'no'}]").check()
        self.page.locator("[name=words]").fill(words)
        self.page.locator("[name=photos]").set_input_files([photo])
        return self.send()

    def send(self) -> AuditPage:
        self.page.locator("main form button[type=submit]").last.click()
        return self
