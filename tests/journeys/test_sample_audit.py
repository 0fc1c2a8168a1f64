"""What is said to be done is looked at again by lot: fixed, bound, drawn, seen, and drawn once more by an outsider."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from huixiang.proofs.seeds import commitment
from tests.journeys.conftest import Opens
from tests.journeys.house import House
from tests.pages.audits import AuditPage
from tests.pages.receipts import ReceiptPage

pytestmark = pytest.mark.journey

SCRIPT = Path(__file__).parents[2] / "docs" / "recompute_draw.py"
PARTIES = {"办公室": "门卫室的钟慢七分钟", "许大山": "老许家的门牌是四十七", "县督导组": "带来一把黑伞"}


@pytest.fixture(scope="module")
def told(house: House) -> dict[str, Any]:
    """The days and codes of the problems."""
    found: dict[str, Any] = json.loads(house.play("seed_audit.py").splitlines()[-1])
    return found


class TestSampleAudit:
    def test_is_fixed_before_anybody_can_know_the_draw(self, opened: Opens, told: dict[str, Any]) -> None:
        office = AuditPage(opened(who="liufang", scripts=False))
        office.begin({
            "first_day": told["first"], "last_day": told["first"], "commit_by": told["today"],
            "reveal_by": told["today"], "beacon_on": told["tomorrow"], "beacon_name": "双色球第2026139期",
            **{f"name_{place}": name for place, name in enumerate(PARTIES, start=1)},
        })  # fmt: skip
        expect(office.main).to_contain_text("名单已固定")
        for party, secret in PARTIES.items():
            office.act_for(party, "commitment", commitment(secret))
        for party in ("办公室", "许大山"):
            office.act_for(party, "secret", PARTIES[party])

        expect(office.main).to_contain_text("门卫室的钟慢七分钟")
        office.page.goto(f"{office.page.url}beacon/")
        office.page.locator("[name=value]").fill("03 11")
        office.page.locator("[name=source]").fill("公告")
        office.send()
        expect(office.main).to_contain_text("之前谁也不可能知道")

    def test_is_drawn_seen_and_drawn_again(self, opened: Opens, told: dict[str, Any], tmp_path: Path) -> None:
        office = AuditPage(opened(who="liufang")).open(told["audit"])
        expect(office.main).to_contain_text("没有说出，不计入")
        office.note_beacon("03 11 17 22 28 31 + 09", "https://example.org/2026138").draw()
        expect(office.main).to_contain_text("已抽取")

        checker = AuditPage(opened("phone", who="gaoyuan", scripts=False)).open(told["audit"])
        checker.look_at("桂花路路灯坏了三盏", "到现场看过，第二盏还是黑的。", photo(), genuine=False)
        expect(checker.main).to_contain_text("每张照片都留了哈希值")
        receipt = ReceiptPage(opened("phone")).look_up(told["code"])
        expect(receipt.page.locator("main")).to_contain_text("这个问题被抽中要回头看")
        receipt.say_whether_solved(solved=True)
        expect(receipt.answered.first).to_be_visible()

        public = opened("phone")
        public.goto(f"/audits/{told['audit']}/")
        expect(public.locator("main .lead")).to_contain_text("还不能下结论：抽中的 3 件里有 1 件未核实")
        expect(public.locator("main")).to_contain_text("只看核实过的 2 件：最多 66.67%")
        assert drawn_again(public, tmp_path) == 3


def drawn_again(public: Page, folder: Path) -> int:
    """Download the file as a reader does and let the published script draw; returns how many it drew."""
    with public.expect_download() as coming:
        public.locator("main a[download]").click()
    path = folder / "audit.json"
    coming.value.save_as(path)
    command = [sys.executable, "-I", str(SCRIPT), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return len(done.stdout.split())


def photo() -> Any:
    """A picture taken on the spot."""
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "black").save(drawn, "JPEG")
    return {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}
