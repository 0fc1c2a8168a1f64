"""The pages on which a member sets up the second step, and the phone that shows its codes."""

from __future__ import annotations

import base64
import hmac
import time

from playwright.sync_api import Page

from huixiang.ops.demo import PASSWORD


class SecondStepPage:
    """Codes from an app."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str) -> None:
        """Open a page about signing in, and say once more who it is where that is asked."""
        self.page.goto(address)
        if "/reauthenticate/" in self.page.url:
            self.page.locator("main [name=password]").fill(PASSWORD)
            self.page.locator("main form button[type=submit]").first.click()
            self.page.wait_for_url(f"**{address}")

    def switch_on(self) -> None:
        """Type the code an app would show after scanning; the recovery codes are shown then."""
        self.open("/account/2fa/totp/activate/")
        secret = self.page.locator("main code").first.inner_text()
        self.page.locator("[name=code]").fill(code_of(secret))
        self.page.locator("main form button[type=submit]").first.click()
        self.page.locator("ul.codes").wait_for()

    def switch_off(self) -> None:
        self.open("/account/2fa/totp/deactivate/")
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url("**/account/2fa/")


def code_of(secret: str) -> str:
    """The six digits an authenticator app shows just now for a key (RFC 6238, 30 seconds, SHA-1)."""
    key = base64.b32decode("".join(secret.split()).upper())
    digest = hmac.digest(key, int(time.time() // 30).to_bytes(8, "big"), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFF_FFFF) % 1_000_000:06d}"
