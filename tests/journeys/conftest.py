"""Fixtures of the journeys: the running house, the browser, the devices people hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from tests.journeys.browser import ARGUMENTS, DEVICES, WAIT_MS, chromium_path
from tests.journeys.house import House, start_house
from tests.pages.signing_in import SignInPage

Opens = Callable[..., Page]
FAILED = pytest.StashKey[bool]()
PICTURES_OF_FAILURES = Path("var/shots/failed")
# What is looked for may take as long to come as the page it stands on.
expect.set_options(timeout=WAIT_MS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """The real house with the cast in it; one for each process of the tests."""
    running = start_house()
    try:
        running.told = json.loads(running.play("seed_cast.py"))
        yield running
    finally:
        running.end()


# Scoped to the package, not the session: while playwright runs, Django believes itself inside an event loop and
# would refuse the database to the tests that come after the journeys in the same process.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    assert path, "The journeys need Chromium: run scripts/ensure-browser."
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


@pytest.fixture(scope="package")
def signed_in(house: House, browser: Browser) -> dict[str, StorageState]:
    """The cookies of people who have signed in once already."""
    return {}


@pytest.fixture
def opened(
    request: pytest.FixtureRequest, house: House, browser: Browser, signed_in: dict[str, StorageState]
) -> Iterator[Opens]:
    """Opens a page: on which device, with or without scripts, in which language, signed in as whom."""
    contexts: list[BrowserContext] = []

    def open_page(device: str = "desktop", *, scripts: bool = True, who: str = "", **more: Any) -> Page:
        options: dict[str, Any] = DEVICES[device] | {
            "base_url": house.origin,
            "locale": "zh-CN",
            "java_script_enabled": scripts,
        }
        if who:
            options["storage_state"] = _signed_in(who, house, browser, signed_in)
        context = browser.new_context(**(options | more))
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        return context.new_page()

    yield open_page
    if request.node.stash.get(FAILED, False):
        _photograph(contexts, request.node.name)
    for context in contexts:
        context.close()


def _photograph(contexts: list[BrowserContext], name: str) -> None:
    """Keep what the failed journey was looking at."""
    PICTURES_OF_FAILURES.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate((page for context in contexts for page in context.pages), start=1):
        page.screenshot(path=PICTURES_OF_FAILURES / f"{name[:60]}-{number:02d}.png", full_page=True)


def _signed_in(who: str, house: House, browser: Browser, known: dict[str, StorageState]) -> StorageState:
    if who not in known:
        context = browser.new_context(base_url=house.origin, locale="zh-CN")
        context.set_default_timeout(WAIT_MS)
        SignInPage(context.new_page()).sign_in(who)
        known[who] = context.storage_state()
        context.close()
    return known[who]


@pytest.fixture
def phone(opened: Opens) -> Page:
    """An ordinary person's phone."""
    return opened("phone")


@pytest.fixture
def desktop(opened: Opens) -> Page:
    """A desk nobody has signed in at."""
    return opened("desktop")


@pytest.fixture
def without_scripts(opened: Opens) -> Page:
    """A phone whose browser runs no scripts."""
    return opened("phone", scripts=False)
