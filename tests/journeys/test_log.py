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
from tests.journeys.browser import WAIT_MS
from tests.journeys.conftest import Opens
from tests.journeys.house import House
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
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return {"folder": tmp_path_factory.mktemp("kept")}


@pytest.fixture
def offline(browser: Browser, kept: dict[str, Any]) -> Iterator[CheckPage]:
    context = browser.new_context(offline=True)
    context.set_default_timeout(WAIT_MS)
    yield CheckPage(context.new_page(), kept["folder"] / "check.html")
    context.close()


class TestProof:
    def test_is_saved_from_the_page_after_sending(self, opened: Opens, kept: dict[str, Any]) -> None:
        page = opened("phone", scripts=False)
        SpeakPage(page).open().say(WORDS).send()
        with page.expect_download() as download:
            page.locator(PROOF).click()
        download.value.save_as(kept["folder"] / "receipt.tlog-proof")
        page.goto("/log/")
        kept["key"] = page.locator("dd.code").nth(2).inner_text()
        with page.expect_download() as download:
            page.locator("a[href='/log/check.html']").click()
        download.value.save_as(kept["folder"] / "check.html")

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


class TestWitness:
    def test_of_another_organisation_signs_over_http_and_refuses_a_fork(
        self, opened: Opens, house: House, kept: dict[str, Any]
    ) -> None:
        said = house.play("seed_witness.py", str(house.port)).splitlines()[-1]
        told = json.loads(said)

        assert (told["signed"], told["fork"]) == ([[True]] * 4, 409)
        page = opened()
        page.goto("/log/")
        expect(page.locator("main")).to_contain_text("已见证")
        kept["log key"] = told["key"]

    def test_is_a_laptop_that_keeps_a_copy(self, house: House, kept: dict[str, Any]) -> None:
        folder = str(kept["folder"] / "copy")

        assert monitoring.main([f"{house.origin}/log", "--key", kept["log key"], "--dir", folder]) == 0
        assert monitoring.main([f"{house.origin}/log", "--key", kept["log key"], "--dir", folder]) == 0
