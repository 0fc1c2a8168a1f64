"""The five pictures of the README, from the demo: ``scripts/pictures`` writes docs/pictures/*.png."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.browser import ARGUMENTS, DEVICES, WAIT_MS, chromium_path
from tests.journeys.house import House, start_house
from tests.pages.inbox import InboxPage
from tests.pages.problems import ProblemPage
from tests.pages.publication import BoardPage
from tests.pages.receipts import ReceiptPage
from tests.pages.signing_in import SignInPage
from tests.pages.speaking import SpeakPage

FOLDER = Path("docs/pictures")
WIDTH = 900
GAP = 36
COLOURS = 256
LARGEST = 200_000
PHONE: dict[str, Any] = DEVICES["phone"] | {"viewport": {"width": 400, "height": 720}}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
WORDS = "滨河路小学门口下午放学没人管，电动车从孩子中间穿，上周蹭倒了一个。从开学到现在一直这样。"


def main() -> None:
    """Start the demo, live through the loop, and keep five pictures."""
    house = start_house(demo=True)
    try:
        house.told = json.loads(house.play("demo_receipt.py"))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
            photograph(house, browser)
            browser.close()
    finally:
        house.end()


def photograph(house: House, browser: Browser) -> None:
    """Speak and ask on a phone; sort and work at a desk; read the board."""
    phone = _context(house, browser, PHONE).new_page()
    form = SpeakPage(phone).open().say(WORDS)
    asking = phone.screenshot()
    form.send_button.scroll_into_view_if_needed()
    _keep("1-speak", asking, phone.screenshot())
    assert form.send().code
    sent = phone.screenshot()
    ReceiptPage(phone).look_up(house.told["asked"]).open_question.scroll_into_view_if_needed()
    _keep("2-receipt", sent, phone.screenshot())
    _photograph_desk(house, browser)
    reader = _context(house, browser, DESK).new_page()
    BoardPage(reader).open()
    _keep("5-board", reader.screenshot())


def _photograph_desk(house: House, browser: Browser) -> None:
    clerk = _signed_in(house, browser, "hejing")
    inbox = InboxPage(clerk).open()
    inbox.rows.nth(1).locator("a").first.click()
    clerk.locator("#item").wait_for()
    for row in (0, 2):
        inbox.rows.nth(row).locator("input[type=checkbox]").check()
    _keep("3-inbox", clerk.screenshot())
    office = _signed_in(house, browser, "linsufen")
    ProblemPage(office, int(house.told["problem"])).open()
    _keep("4-problem", office.screenshot())


def _context(house: House, browser: Browser, device: dict[str, Any]) -> BrowserContext:
    context = browser.new_context(base_url=house.origin, locale="zh-CN", **device)
    context.set_default_timeout(WAIT_MS)
    return context


def _signed_in(house: House, browser: Browser, who: str) -> Page:
    page = _context(house, browser, DESK).new_page()
    SignInPage(page).sign_in(who)
    return page


def _keep(name: str, *shots: bytes) -> None:
    """Set the shots side by side, 900 pixels wide, with few colours so that the file stays small."""
    pictures = [Image.open(io.BytesIO(shot)).convert("RGB") for shot in shots]
    width = (WIDTH - GAP * (len(pictures) - 1)) // len(pictures)
    scaled = [
        picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS)
        for picture in pictures
    ]
    whole = Image.new("RGB", (WIDTH, max(picture.height for picture in scaled)), "white")
    for place, picture in enumerate(scaled):
        whole.paste(picture, (place * (width + GAP), 0))
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    whole.quantize(COLOURS).save(path, optimize=True)
    assert path.stat().st_size <= LARGEST, f"{path} is larger than {LARGEST} bytes"


if __name__ == "__main__":
    main()
