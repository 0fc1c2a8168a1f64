"""A hot issue becomes a problem; of its voices one is split off, merged back, and the merge undone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opens
from tests.pages.hot import GroupPage, HotIssuePage

pytestmark = pytest.mark.journey


class TestHotIssue:
    def test_becomes_a_problem_that_is_split_merged_and_undone(self, opened: Opens) -> None:
        page = opened(who="hejing")
        hot = HotIssuePage(page).open("城关街道路灯不亮")
        expect(hot.voices).to_have_count(4)

        group = hot.make_problem("城关街道路灯")
        expect(group.rows).to_have_count(4)
        first = group.number
        group.split_off_first("另一盏灯")
        expect(group.open(first).rows).to_have_count(3)

        group.open(first + 1).merge_into(first)
        expect(group.open(first).rows).to_have_count(4)
        GroupPage(page).open(first + 1)
        page.locator(".timeline form button").last.click()
        expect(group.open(first + 1).rows).to_have_count(1)
        expect(group.open(first).rows).to_have_count(3)
