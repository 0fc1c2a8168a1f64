"""A speaker saves the proof file and checks it on a page from their own disk, with the network off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from huixiang.ops import monitoring
from huixiang.proofs.tests.test_receipt_file import FORGER, LOG, OTHER, WITNESS, proof
from tests.journeys.browser import DEVICES, WAIT_MS
from tests.journeys.conftest import Opens
from tests.journeys.house import House, start_house
from tests.pages.speaking import SpeakPage

pytestmark = pytest.mark.journey
WORDS = "北门菜市场的路灯坏了五天，晚上买菜看不见台阶。"
PROOF = "form[action='/receipt/proof'] button"


class CheckPage:
    """The offline page, opened from a file."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        page.goto(file.as_uri())

    def check(self, proof: Path, *, key: str = "", words: str = "") -> Locator:
        self.page.locator("#file").set_input_files(proof)
        self.page.locator("#key").fill(key)
        self.page.locator("#words").fill(words)
        self.page.locator("button").click()
        return self.page.locator("#found")


@pytest.fixture(scope="module")
def kept(house: House, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What a speaker saved on a phone without script: the proof file, the checking page and the log's key."""
    folder = tmp_path_factory.mktemp("kept")
    context = browser.new_context(**DEVICES["phone"], base_url=house.origin, locale="zh-CN", java_script_enabled=False)
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    SpeakPage(page).open().say(WORDS).send()
    _save(page, PROOF, folder / "receipt.tlog-proof")
    page.goto("/log/")
    key = page.locator("dd.code").nth(2).inner_text()
    _save(page, "a[href='/log/check.html']", folder / "check.html")
    yield {"folder": folder, "key": key}
    context.close()


def _save(page: Page, what: str, to: Path) -> None:
    with page.expect_download() as download:
        page.locator(what).click()
    download.value.save_as(to)


@pytest.fixture
def offline(browser: Browser, kept: dict[str, Any]) -> Iterator[CheckPage]:
    context = browser.new_context(offline=True)
    context.set_default_timeout(WAIT_MS)
    yield CheckPage(context.new_page(), kept["folder"] / "check.html")
    context.close()


class TestProof:
    def test_is_a_file_of_the_format(self, kept: dict[str, Any]) -> None:
        assert "c2sp.org/tlog-proof@v1" in (kept["folder"] / "receipt.tlog-proof").read_text()

    def test_holds_offline(self, offline: CheckPage, kept: dict[str, Any]) -> None:
        found = offline.check(kept["folder"] / "receipt.tlog-proof", key=kept["key"], words=WORDS)

        expect(found).to_have_attribute("data-outcome", "no_witness")
        expect(found).to_contain_text("就是当时记入账本的原话")

    def test_asks_to_compare_the_key(self, offline: CheckPage, kept: dict[str, Any]) -> None:
        found = offline.check(kept["folder"] / "receipt.tlog-proof")

        expect(found).to_have_attribute("data-outcome", "key_unconfirmed")
        expect(found).to_contain_text(kept["key"])

    @pytest.mark.parametrize(
        ("before", "after", "outcome"),
        [("index 0", "index 1", "broken"), ("\n\n127", "\n\n128", "other_log"), ("tlog-proof@v1", "x", "no_file")],
    )
    def test_that_was_changed_is_refused(
        self, offline: CheckPage, kept: dict[str, Any], before: str, after: str, outcome: str
    ) -> None:
        text = (kept["folder"] / "receipt.tlog-proof").read_text()
        index = text.split("index ")[1].split("\n")[0]
        changed = kept["folder"] / "changed.tlog-proof"
        changed.write_text(text.replace(before.replace("index 0", f"index {index}"), after, 1))
        if outcome == "broken" and index == "1":
            changed.write_text(text.replace("index 1", "index 0", 1))

        expect(offline.check(changed, key=kept["key"])).to_have_attribute("data-outcome", outcome)

    def test_agrees_with_the_other_checker_on_every_outcome(self, offline: CheckPage, kept: dict[str, Any]) -> None:

        offline.page.locator("#witnesses").fill(WITNESS.verifier.text)
        cases = {
            "witnessed": proof(), "no_witness": proof(witnessed=False), "other_log": proof(signer=OTHER),
            "unknown_signer": proof(signer=FORGER),
        }  # fmt: skip
        for outcome, made in cases.items():
            file = kept["folder"] / "case.tlog-proof"
            file.write_text(made.text)
            expect(offline.check(file, key=LOG.verifier.text)).to_have_attribute("data-outcome", outcome)


@pytest.fixture
def house_of_two() -> Iterator[House]:
    """A house of its own: its second organisation takes the name "localhost", which journeys with passkeys use."""
    running = start_house()
    try:
        running.play("seed_cast.py")
        yield running
    finally:
        running.end()


class TestWitness:
    def test_of_another_organisation_signs_over_http_refuses_a_fork_and_a_laptop_keeps_a_copy(
        self, opened: Opens, house_of_two: House, tmp_path: Path
    ) -> None:
        house = house_of_two
        told = json.loads(house.play("seed_witness.py", str(house.port)).splitlines()[-1])

        assert (told["signed"], told["fork"]) == ([[True]] * 4, 409)
        page = opened(base_url=house.origin)
        page.goto("/log/")
        expect(page.locator("main")).to_contain_text("已见证")
        watch = [f"{house.origin}/log", "--key", told["key"], "--dir", str(tmp_path / "copy")]
        assert (monitoring.main(watch), monitoring.main(watch)) == (0, 0)
