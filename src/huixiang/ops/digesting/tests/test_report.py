from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
import python_calamine

from huixiang.ops.digesting.findings import Blackener, choose_shown
from huixiang.ops.digesting.lines import Lines
from huixiang.ops.digesting.problem_list import write_problem_list
from huixiang.ops.digesting.report import write_report
from huixiang.ops.digesting.report_words import EN, ZH
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.tests.speech import PLANT, findings, moment

TOKENS = Path(__file__).resolve().parents[5] / "frontend" / "css" / "tokens.css"


def report(folder: Path, *, lang: str = "zh", shown: int = 100, **options: Any) -> str:
    found = findings(folder / "t.csv")
    rows = choose_shown(found, shown=shown)
    write_report(folder / "r.html", found, rows, Lines(found, rows, Blackener(**options)), Tongue(lang))
    return (folder / "r.html").read_text(encoding="utf-8")


class TestReport:
    def test_is_sound_html_in_both_languages(self, tmp_path: Path) -> None:
        for lang, code in (("zh", "zh-Hans"), ("en", "en")):
            page = report(tmp_path, lang=lang)
            html5lib.HTMLParser(strict=True).parse(page)
            assert f'<html lang="{code}">' in page

    def test_needs_no_network_and_no_script(self, tmp_path: Path) -> None:
        page = report(tmp_path)

        assert re.findall(r"<script|<link|<img|@import|url\(|https?://", page) == []
        assert "default-src 'none'" in page

    def test_opens_every_number_at_its_rows(self, tmp_path: Path) -> None:
        page = report(tmp_path)
        ids = re.findall(r' id="([^"]+)"', page)

        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
        assert re.findall(r"<strong>([\d,]+)</strong>", page) == ["6", "2", "2", "1", "1", "2", "2"]

    def test_shows_every_voice_once_and_repeats_below_what_they_repeat(self, tmp_path: Path) -> None:
        page = report(tmp_path)

        assert sorted(re.findall(r'<li id="v(\d+)">', page)) == ["0", "1", "2", "3", "4", "5"]
        assert page.count("又说了 1 次") == 2
        assert page.index('id="v0"') < page.index("又说了 1 次") < page.index('id="v1"') < page.index('id="v2"')

    def test_writes_what_people_said_as_text(self, tmp_path: Path) -> None:
        page = report(tmp_path)

        assert "&lt;电梯&gt; &amp; ［姓名］［电话］" in page or "&lt;电梯&gt; &amp; 张三丰［电话］" in page
        assert PLANT in page

    def test_blacks_out_personal_data_unless_told_otherwise(self, tmp_path: Path) -> None:
        assert "13812345678" not in report(tmp_path)
        assert "13812345678" in report(tmp_path, unmasked=True)

    def test_draws_how_a_matter_went(self, tmp_path: Path) -> None:
        page = report(tmp_path)

        assert '<polyline points="3.0,3.0 117.0,14.0"/>' in page
        assert 'aria-label="2019-07 至 2019-08 各段的条数：0 2"' in page

    def test_stays_openable_and_says_what_it_left_out(self, tmp_path: Path) -> None:
        page = report(tmp_path, shown=2)

        assert re.findall(r'<li id="v(\d+)">', page) == ["0", "1"]
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))
        assert "这里列出前 2 条，其余在 voices.csv。" in page
        assert "这里列出最热的 1 件，全部 2 件在 matters.csv。" in page

    def test_says_the_same_in_both_languages(self) -> None:
        places = re.compile(r"\{\w*\}")

        assert list(ZH) == list(EN)
        assert {key for key in ZH if sorted(places.findall(ZH[key])) != sorted(places.findall(EN[key]))} == set()

    def test_uses_the_colours_of_the_house(self, tmp_path: Path) -> None:
        colours = set(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", report(tmp_path)))
        house = set(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", TOKENS.read_text(encoding="utf-8")))

        assert len(colours) >= 18
        assert colours <= house


class TestProblemList:
    @pytest.fixture
    def book(self, tmp_path: Path) -> Any:
        found = findings(tmp_path / "t.csv")
        rows = choose_shown(found)
        write_problem_list(tmp_path / "p.xlsx", found, rows, Lines(found, rows, Blackener()), code="zh")
        return python_calamine.load_workbook(str(tmp_path / "p.xlsx"))

    def test_lists_each_matter_with_what_is_known_of_it(self, book: Any) -> None:
        rows = book.get_sheet_by_name("问题清单").to_python()

        assert rows[0][:11] == [
            "序号", "问题", "类别", "地点", "涉及单位/人", "反映人数", "件数", "首次", "最近", "热度", "代表词",
        ]  # fmt: skip
        assert rows[1][:11] == [
            1.0, "=清河花园搅拌站", "环境保护", "清河花园", "居民", 3.0, 3.0, moment(2019, 7, 3).date(),
            moment(2019, 8, 1).date(), 3.25, "搅拌站、施工",
        ]  # fmt: skip
        assert rows[2][11:] == ["104、105", "m2"]

    def test_lists_every_voice_behind_them(self, book: Any) -> None:
        rows = book.get_sheet_by_name("原声").to_python()

        assert [row[1] for row in rows[1:]] == ["101", "102", "103", "104", "105", "106"]
        assert (rows[2][7], rows[2][9], rows[6][0], rows[6][9]) == ("101", "m1", "", "")
        assert "13812345678" not in rows[6][4]
