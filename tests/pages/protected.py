"""The protected lane: the speaker's form and sealed receipt, the recipient's key and desk."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.pages.speaking import digits_of


class ProtectedPage:
    """``/say/protected`` and the receipt it leads to."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.main = page.locator("main")

    def open(self) -> ProtectedPage:
        self.page.goto("/say/protected")
        return self

    def seal(self, words: str, *, unit: str, accused: str) -> str:
        """Seal and send; gives the digits of the receipt."""
        self.page.locator("[name=words]").fill(words)
        self.page.locator("[name=accused_unit]").select_option(label=unit)
        self.page.locator("[name=accused]").fill(accused)
        self.page.locator(".send button[type=submit]").click()
        self.page.locator(".steps").wait_for()
        return digits_of(self.page.locator(".receipt-code"))

    def look_up(self, code: str) -> ProtectedPage:
        self.page.goto("/receipt")
        self.page.locator("[name=code]:not([type=hidden])").fill(code)
        self.page.locator("main form:has([name=code]) button[type=submit]").first.click()
        return self

    def look_again(self) -> ProtectedPage:
        """The receipt is open still."""
        self.page.goto("/receipt")
        return self

    def write(self, words: str) -> ProtectedPage:
        form = self.page.locator("form[action='/receipt/sealed/write']")
        form.locator("[name=words]").fill(words)
        form.locator("button[type=submit]").click()
        return self


class RecipientDesk:
    """``/desk/protected/``: a key of one's own, then what was sealed for it."""

    def __init__(self, page: Page, passphrase: str) -> None:
        self.page = page
        self.main = page.locator("main")
        self.passphrase = passphrase

    def make_key(self) -> RecipientDesk:
        self.page.goto("/desk/protected/")
        for name in ("passphrase", "again"):
            self.page.locator(f"[name={name}]").fill(self.passphrase)
        self.page.locator("form:has([name=again]) button[type=submit]").click()
        return self

    def unlock(self) -> RecipientDesk:
        self.page.goto("/desk/protected/")
        self.page.locator("[name=passphrase]").fill(self.passphrase)
        self.page.locator("form:has([name=passphrase]) button[type=submit]").click()
        return self

    def open_first(self) -> RecipientDesk:
        self.page.goto("/desk/protected/")
        self.page.locator("tbody a").first.click()
        return self

    def write(self, words: str) -> RecipientDesk:
        form = self.page.locator("form[action$='/write']")
        form.locator("[name=words]").fill(words)
        form.locator("button[type=submit]").click()
        return self

    def draft(self) -> RecipientDesk:
        """Have the masked summary drafted; nothing is sent by it."""
        self.page.locator("form[action$='/draft'] button[type=submit]").click()
        return self

    def summarise(self, words: str) -> RecipientDesk:
        form = self.page.locator("form[action$='/summary']")
        form.locator("[name=words]").fill(words)
        form.locator("button[type=submit]").click()
        return self
