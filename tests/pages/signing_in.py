"""The door of the desk."""

from __future__ import annotations

from playwright.sync_api import Page

from huixiang.ops.demo import PASSWORD


class SignInPage:
    """Sign-in name and password."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self, who: str, password: str = PASSWORD) -> None:
        self.page.goto("/account/login/")
        self.page.locator("[name=login]").fill(who)
        self.page.locator("[name=password]").fill(password)
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url("**/desk/**")
