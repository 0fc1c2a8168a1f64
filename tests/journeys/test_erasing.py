"""A speaker takes along, sets right and erases what is kept, by receipt, without a script; the board still counts."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opens
from tests.journeys.house import House
from tests.pages.receipts import KeptPage, ReceiptPage
from tests.pages.speaking import SpeakPage

pytestmark = pytest.mark.journey
WORDS = "锦绣里七号楼的水管裂了两处，夜里漏水，地下室进水。"
TITLE = "锦绣里七号楼水管漏水"


@pytest.fixture
def phone_without_script(opened: Opens) -> Page:
    return opened("phone", scripts=False)


class TestErasing:
    def test_takes_the_words_and_leaves_the_problem(
        self, phone_without_script: Page, house: House, tmp_path: Path
    ) -> None:
        page = phone_without_script
        code = SpeakPage(page).open().say(WORDS).choose_lane("confidential").send().code
        number = house.play("seed_erasing.py", "open", code[:8], TITLE).strip()
        expect(ReceiptPage(page).look_up(code).talk).to_contain_text(WORDS)

        kept = KeptPage(page).open()
        assert WORDS in zipfile.ZipFile(kept.take_along(tmp_path / "kept.zip")).read("kept.html").decode()
        kept.set_right(name="赵春梅", words="是八号楼。")
        expect(ReceiptPage(page).talk).to_contain_text("是八号楼。")
        kept.open().erase_everything()

        expect(page.locator("main")).not_to_contain_text(WORDS)
        page.goto(f"/p/{number}")
        expect(page.locator("main")).to_contain_text(TITLE)
        told = json.loads(house.play("seed_erasing.py", "look", code[:8]))
        assert told == {"found": [], "words": "［已删除］", "count": 1}
