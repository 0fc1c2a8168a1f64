"""Somebody on a phone has the log's head sent to their mailbox, looks at the mail, and ends it again; no account."""

from __future__ import annotations

import re
from email import message_from_bytes
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opens
from tests.journeys.house import House
from tests.pages.speaking import SpeakPage

pytestmark = pytest.mark.journey
ADDRESS = "zhao.reader@example.org"


def link_sent_to(address: str, mails: Path) -> str:
    """The link of the last mail to this address."""
    found = [path for path in mails.iterdir() if f"To: {address}" in path.read_text(encoding="utf-8")]
    mail = message_from_bytes(max(found, key=lambda path: path.stat().st_mtime).read_bytes())
    words = mail.get_payload(decode=True)
    assert isinstance(words, bytes)
    link = re.search(r"/log/mail/[0-9a-f-]{36}", words.decode("utf-8"))
    assert link is not None
    return link[0]


@pytest.mark.parametrize("scripts", [True, False])
def test_is_asked_for_confirmed_and_ended(scripts: bool, opened: Opens, house: House) -> None:
    page, address = opened("phone", scripts=scripts), f"{scripts}.{ADDRESS}".lower()
    SpeakPage(page).open().say("南门桥的栏杆松了，孩子老爱趴。").send()
    page.goto("/log/")
    page.get_by_role("link", name="账本头寄到邮箱").click()
    page.locator("[name=address]").fill("zhao reader")
    page.get_by_role("button", name="给我寄一个确认链接").click()
    expect(page.locator("[name=address]")).to_have_value("zhao reader")
    expect(page.locator(".wrong").first).to_contain_text("邮箱")

    page.locator("[name=address]").fill(address)
    page.get_by_role("button", name="给我寄一个确认链接").click()
    expect(page.locator("main")).to_contain_text("请看您的邮箱")
    page.goto(link_sent_to(address, house.data_dir / "mails"))
    page.get_by_role("button", name="要，请寄给我").click()
    expect(page.locator("main")).to_contain_text("第一封一天之内到")
    page.get_by_role("button", name="不再寄了").click()
    expect(page.locator("main")).to_contain_text("您的邮箱也删掉了")
