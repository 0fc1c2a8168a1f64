"""A unit that noted the same words three times explains itself on a phone; a supervisor upholds the finding."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opens
from tests.journeys.house import House
from tests.pages.findings import FindingPage

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def number(house: House) -> int:
    """The number of the problem."""
    found: int = json.loads(house.play("seed_findings.py").splitlines()[-1])
    return found


class TestFinding:
    def test_is_explained_by_the_unit_and_upheld_by_a_supervisor(self, opened: Opens, number: int) -> None:
        unit = FindingPage(opened("phone", who="wanglei", scripts=False)).from_problem(number)
        expect(unit.main).to_contain_text("同一句进展反复填")
        unit.explain("材料没到，没有新事可写。")
        expect(unit.state).to_contain_text("单位已说明")

        supervisor = FindingPage(opened(who="gaoyuan")).from_list(number)
        expect(supervisor.main).to_contain_text("材料没到，没有新事可写。")
        supervisor.decide("等材料应写明到货日期。", upheld=True)

        expect(supervisor.state).to_contain_text("成立")
        unit.from_problem(number)
        expect(unit.main).to_contain_text("等材料应写明到货日期。")
