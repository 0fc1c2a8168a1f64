"""Photographs every page, to be looked at: ``python -m tests.journeys.shots``.

Each page that can be reached, at 360 px, at a desk, dark, in large print (关怀版) and on paper, into var/shots.
``--at ORIGIN`` uses a house that runs already (with the cast in it), ``--english`` photographs the other language.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.browser import ARGUMENTS, DEVICES, WAIT_MS, chromium_path
from tests.journeys.house import start_house
from tests.journeys.walking import pages_from
from tests.pages.receipts import ReceiptPage
from tests.pages.second_step import SecondStepPage
from tests.pages.signing_in import SignInPage
from tests.pages.speaking import SpeakPage

FOLDER = Path("var/shots")
LOOKS: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    "phone": ("phone", {}, {}),
    "desktop": ("desktop", {}, {}),
    "dark": ("desktop", {"color_scheme": "dark"}, {}),
    "care": ("phone", {}, {"hx_care": "on"}),
    "print": ("desktop", {"viewport": {"width": 794, "height": 1123}}, {}),  # A4
}
NO_PAGES = ("/board.atom",)
MEMBERS = ("liufang", "wanglei", "chentao", "xujie", "admin")
"""Between them they see every page of the desk."""


def main() -> None:
    """Photograph everything in every look."""
    options = _options()
    with _house(options.at) as (origin, asked), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        for look in LOOKS if not options.look else options.look:
            for who in ("", *MEMBERS):
                _photograph_all(browser, origin, look, who, asked=asked, english=options.english)
        browser.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", default="", help="origin of a running house")
    parser.add_argument("--english", action="store_true")
    parser.add_argument("--look", action="append", choices=LOOKS, help="only this look")
    return parser.parse_args()


@contextmanager
def _house(at: str) -> Iterator[tuple[str, str]]:
    if at:
        yield at, ""
        return
    house = start_house()
    try:
        yield house.origin, json.loads(house.play("seed_cast.py"))["asked"]
    finally:
        house.end()


def _photograph_all(browser: Browser, origin: str, look: str, who: str, *, asked: str, english: bool) -> None:
    device, more, cookies = LOOKS[look]
    context = browser.new_context(base_url=origin, locale="zh-CN", **(DEVICES[device] | more))
    context.set_default_timeout(WAIT_MS)
    chosen = cookies | ({"django_language": "en"} if english else {})
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in chosen.items()])
    page = context.new_page()
    if who:
        SignInPage(page).sign_in(who)
    folder = FOLDER / (f"{look}-english" if english else look) / (who or "anybody")
    for kind, address in pages_from(page, "/desk/" if who else "/").items():
        if kind.startswith(NO_PAGES):
            continue
        if kind.startswith(("/desk", "/account")) == bool(who) or kind == "/account/login/":
            page.goto(address)
            _photograph(page, folder, kind)
    if not who:
        _photograph_speaking(page, folder, asked)
    if who == MEMBERS[3]:
        _photograph_second_step(page, folder)
    context.close()


def _photograph_second_step(page: Page, folder: Path) -> None:
    """The recovery codes, which are shown once a code from an app is switched on."""
    steps = SecondStepPage(page)
    steps.open("/account/2fa/totp/activate/")
    _photograph(page, folder, "/account/2fa/totp to scan")
    steps.switch_on()
    _photograph(page, folder, "/account/2fa/recovery-codes shown")
    page.goto("/account/2fa/")
    _photograph(page, folder, "/account/2fa switched on")
    steps.switch_off()


def _photograph_speaking(page: Page, folder: Path, asked: str) -> None:
    form = SpeakPage(page).open()
    form.send()
    _photograph(page, folder, "/say wrong")
    sent = form.open().say("桥头的栏杆松了，孩子们上学天天过。").send()
    code = sent.code
    _photograph(page, folder, "/say sent")
    ReceiptPage(page).look_up("1234")
    _photograph(page, folder, "/receipt wrong")
    ReceiptPage(page).look_up(asked or code)
    _photograph(page, folder, "/receipt open")
    page.goto("/no-such-page")
    _photograph(page, folder, "/404")


def _photograph(page: Page, folder: Path, kind: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = kind.strip("/").replace("/", "-").replace("*", "n") or "board"
    page.emulate_media(media="print" if "print" in folder.parent.name else "screen")
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    page.emulate_media(media="screen")  # what is not printed could not be pressed


if __name__ == "__main__":
    main()
