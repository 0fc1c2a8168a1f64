"""Signing in with a second step: a passkey, a code, and what to do when both are lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from huixiang.ops.demo import PASSWORD
from tests.journeys.conftest import Opens
from tests.journeys.house import House
from tests.pages.second_step import SecondStepPage
from tests.pages.signing_in import SignInPage

pytestmark = pytest.mark.journey
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def with_passkey(opened: Opens, house: House) -> Iterator[Page]:
    """A desk whose machine has a fingerprint reader: Chromium's virtual authenticator.

    At the name of the machine, since passkeys belong to a name and an address of digits is none.
    """
    page = opened("desktop", base_url=house.origin.replace("127.0.0.1", "localhost"))
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    devices.send("WebAuthn.disable")


class TestPasskey:
    def test_is_added_and_then_asked_for(self, with_passkey: Page) -> None:
        page = with_passkey
        SignInPage(page).sign_in("xujie")
        SecondStepPage(page).open("/account/2fa/webauthn/add/")
        page.locator("[name=name]").fill("窗口电脑")
        page.locator("#passkey").click()
        page.wait_for_url(lambda address: "/add/" not in address)
        page.goto("/account/2fa/webauthn/")
        assert "窗口电脑" in page.locator("main").inner_text()

        page.context.clear_cookies()
        page.goto("/account/login/")
        page.locator("[name=login]").fill("xujie")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/account/2fa/authenticate/")
        page.locator("#passkey").click()

        page.wait_for_url("**/desk/")


class TestLostPhone:
    def test_is_helped_by_an_administrator(self, opened: Opens) -> None:
        member = opened("phone")
        SignInPage(member).sign_in("gaoyuan")
        SecondStepPage(member).switch_on()
        desk = opened("desktop", who="admin")
        desk.goto("/desk/members/?q=gaoyuan")
        desk.locator("main table a").first.click()

        desk.get_by_role("button", name="取消两步登录").click()

        assert "请本人马上重新设置两步登录" in desk.locator("#messages").inner_text()
        SignInPage(member).sign_in("gaoyuan")
