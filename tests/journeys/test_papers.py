"""The office prints the problem list as Word and PDF, arranges columns by keyboard, and opens the rows behind a sum."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from huixiang.folio.lists.reading import read_outline
from huixiang.folio.papers.provenance import figures_of
from tests.journeys.conftest import Opens
from tests.pages.papers import ColumnsPage, PapersPage

pytestmark = pytest.mark.journey

TITLE = "桂花路路灯坏了三盏"  # of the cast's house


class TestPrinting:
    @pytest.mark.parametrize(("form", "scripts"), [("docx", True), ("pdf", False)])
    def test_the_problem_list_gives_a_file_that_can_be_read(
        self, opened: Opens, tmp_path: Path, form: str, scripts: bool
    ) -> None:
        papers = PapersPage(opened(who="liufang", scripts=scripts)).open().make("problems", form)

        path = papers.fetch(tmp_path)

        told = "".join(str(read_outline(path.read_bytes(), name=path.name)).split())
        assert path.name.startswith("问题清单-")
        assert TITLE in told.replace("\\n", "")

    def test_a_sum_opens_its_rows(self, opened: Opens, tmp_path: Path) -> None:
        papers = PapersPage(opened(who="liufang")).open().make("problems", "docx")
        path = papers.fetch(tmp_path)

        (_printed, address), *_others = figures_of(path.read_bytes(), name=path.name)[-3:]
        papers.page.goto(address.partition("/desk/")[1] + address.partition("/desk/")[2])

        expect(papers.page.locator("main table")).to_contain_text("第 1 号")


class TestColumns:
    def test_are_moved_by_keyboard_and_kept(self, opened: Opens) -> None:
        columns = ColumnsPage(opened(who="liufang")).open("ledger")
        expect(columns.head.nth(1)).to_have_text("存在问题")

        columns.press("把“存在问题”往下移")
        expect(columns.head.nth(2)).to_have_text("存在问题")
        columns.press("保存这些列").open("ledger")

        expect(columns.head.nth(2)).to_have_text("存在问题")
