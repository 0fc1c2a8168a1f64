"""Official papers: filled from the records, without who spoke, with figures that open their rows."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest

from huixiang.folio.lists.reading import read_outline
from huixiang.folio.papers.provenance import figures_of
from huixiang.folio.tables import read_table
from huixiang.kernel.errors import NotAllowed
from huixiang.ledger.testing import make_assigned, make_claimed, make_working
from huixiang.listening.states import Lane
from huixiang.people.testing import NOON, Cast
from huixiang.publishing import services
from huixiang.publishing.models import MadePaper, Provenance
from huixiang.publishing.papers import files
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.states import PaperForm, PaperKind
from huixiang.sorting.testing import make_item, make_problem
from huixiang.verification.testing import make_confirmed

PHONE = "13800138000"


def ordered(cast: Cast, kind: PaperKind, form: PaperForm = PaperForm.XLSX, **more: Any) -> MadePaper:
    who = more.pop("who", "liufang")
    facts: dict[str, Any] = {"terms": Terms(), "cover_doubtful": True} | more
    return services.order_paper(kind=kind, form=form, by=cast.actor(who), at=NOON, **facts)


def rows_of(paper: MadePaper) -> list[dict[str, str]]:
    table = read_table(files.path_of(paper.code).read_bytes(), name="a.xlsx")
    return [dict(row.cells) for row in table.rows]


class TestProblemList:
    def test_holds_what_is_on_record_and_nothing_else(self, cast: Cast) -> None:
        make_assigned(cast, voices=3)

        row = rows_of(ordered(cast, PaperKind.PROBLEMS))[0]

        assert {name: cell for name, cell in row.items() if cell} == {
            "序号": "1", "问题表述": "桂花路路灯坏了三盏", "具体表现": "桂花路三盏路灯不亮，晚上行人看不清路。",
            "来源": "网页3件", "原声件数": "3", "责任领导": "周明", "责任部门": "市政道路股",
        }  # fmt: skip
        assert [name for name, cell in row.items() if not cell] == ["类别", "涉及对象", "原因", "性质"]

    @pytest.mark.parametrize("form", [PaperForm.DOCX, PaperForm.XLSX])
    def test_names_for_each_figure_the_rows_behind_it(self, cast: Cast, form: PaperForm) -> None:
        make_assigned(cast, voices=3)

        paper = ordered(cast, PaperKind.PROBLEMS, form)

        found = figures_of(files.path_of(paper.code).read_bytes(), name=f"a.{form}")
        codes = {each.question: each.code for each in Provenance.objects.all()}
        root = "http://127.0.0.1:8000/desk/figures"
        assert set(found) == {
            ("3", f"{root}/{codes['voices_of']}-1/"), ("1", f"{root}/{codes['problems']}/"),
            ("1", f"{root}/{codes['units']}/"), ("0", f"{root}/{codes['closed']}/"),
        }  # fmt: skip

    def test_as_pdf_prints_one_code_for_the_column(self, cast: Cast) -> None:
        make_problem(cast)
        make_problem(cast)

        content = files.path_of(ordered(cast, PaperKind.PROBLEMS, PaperForm.PDF).code).read_bytes()

        outline = read_outline(content, name="a.pdf")
        texts = [each.text for each in outline.rest] + [each.text for each in outline.items]
        words = "".join("".join(texts).split())
        assert words.count(Provenance.objects.get(question="voices_of").code) == 1

    def test_of_a_unit_holds_its_own_only(self, cast: Cast) -> None:
        make_assigned(cast, title="路灯")
        make_assigned(cast, title="水管", unit=cast.water, leader=cast.people["maqiang"])

        assert [row["问题表述"] for row in rows_of(ordered(cast, PaperKind.PROBLEMS, who="hanbing"))] == ["水管"]
        assert [
            row["问题表述"] for row in rows_of(ordered(cast, PaperKind.PROBLEMS, terms=Terms(unit=cast.roads.pk)))
        ] == ["路灯"]

    def test_keeps_to_the_period(self, cast: Cast) -> None:
        make_problem(cast, title="二月", at=NOON - dt.timedelta(days=10))
        make_problem(cast, title="三月")

        rows = rows_of(ordered(cast, PaperKind.PROBLEMS, terms=Terms(since=dt.date(2026, 3, 1))))

        assert [row["问题表述"] for row in rows] == ["三月"]

    def test_comes_back_from_word_item_by_item(self, cast: Cast) -> None:
        make_assigned(cast, title="路灯不亮")
        make_assigned(cast, title='=HYPERLINK("a")')

        items = read_outline(
            files.path_of(ordered(cast, PaperKind.PROBLEMS, PaperForm.DOCX).code).read_bytes(), name="a.docx"
        ).items

        assert [(item.number, item.text) for item in items] == [(1, "路灯不亮"), (2, '=HYPERLINK("a")')]


class TestLedger:
    def test_tells_measures_claim_and_verdict(self, cast: Cast) -> None:
        make_confirmed(cast)

        row = rows_of(ordered(cast, PaperKind.LEDGER))[0]

        assert row["整改措施"] == "换三盏路灯的灯头（市政道路股，2026年3月9日前，已计划）"
        assert (row["责任领导"], row["核查人"], row["销号人"]) == ("周明", "陈涛", "刘芳")
        assert row["群众评价"] == "问了1人，评价不足10份"
        assert row["申请销号日期"] == "2026-03-02"
        assert row["佐证材料"] == "做完的活1件"
        assert (row["整改目标"], row["完成标准"], row["资金（元）"]) == ("", "", "")

    def test_counts_problems_and_measures_apart(self, cast: Cast) -> None:
        make_working(cast)
        make_claimed(cast)

        ordered(cast, PaperKind.LEDGER)

        values = dict(Provenance.objects.values_list("question", "value"))
        assert values == {"problems": 2, "closed": 0, "measures": 2, "measures_done": 0}


class TestSummary:
    def test_holds_the_words_but_nobody(self, cast: Cast) -> None:
        make_item("路灯不亮。", speaker_name="林晓", contact=PHONE, lane=Lane.CONFIDENTIAL)
        make_problem(cast)

        paper = ordered(cast, PaperKind.SUMMARY)

        rows = rows_of(paper)
        assert [(row["序号"], row["意见原文"], row["转问题清单号"]) for row in rows] == [
            ("1", "路灯不亮。", ""), ("2", "桂花路的路灯坏了三盏，晚上老人不敢出门。", "1"),
        ]  # fmt: skip
        assert rows[0]["反馈情况"] == "还没有处理"
        assert "林晓" not in str(rows) + paper.file_name

    @pytest.mark.parametrize(
        ("lane", "doubtful", "words"),
        [
            (Lane.OPEN, False, "张主任的电话是［电话］。"),
            (Lane.OPEN, True, "［姓名］主任的电话是［电话］。"),
            (Lane.CONFIDENTIAL, False, "［姓名］主任的电话是［电话］。"),
            (Lane.ANONYMOUS, False, "［姓名］主任的电话是［电话］。"),
        ],
    )
    def test_covers_what_is_personal(self, cast: Cast, lane: Lane, doubtful: bool, words: str) -> None:
        make_item(f"张主任的电话是{PHONE}。", lane=lane)

        assert rows_of(ordered(cast, PaperKind.SUMMARY, cover_doubtful=doubtful))[0]["意见原文"] == words

    def test_covers_the_speaker_in_the_own_words(self, cast: Cast) -> None:
        words = "我屋里孙娃上学看不清路。电话记 65123 转 8，孙玉梅。"
        make_item(words, speaker_name="孙玉梅", contact="65123 转 8")

        row = rows_of(ordered(cast, PaperKind.SUMMARY, cover_doubtful=False))[0]

        assert row["意见原文"] == "我屋里孙娃上学看不清路。电话记 ［联系方式］ 转 8，［姓名］。"

    @pytest.mark.parametrize("who", ["wanglei", "chentao", "gaoyuan"])
    @pytest.mark.parametrize("kind", [PaperKind.SUMMARY, PaperKind.LETTERS])
    def test_is_not_for_those_who_read_no_voices(self, cast: Cast, who: str, kind: PaperKind) -> None:
        make_problem(cast)

        with pytest.raises(NotAllowed):
            ordered(cast, kind, who=who)
        assert not MadePaper.objects.exists()


class TestLetters:
    def test_go_to_each_unit_with_the_words_unchanged(self, cast: Cast) -> None:
        make_assigned(cast)
        make_assigned(cast, unit=cast.water, leader=cast.people["maqiang"])
        make_item("没有人管的事。")

        paper = ordered(cast, PaperKind.LETTERS, PaperForm.DOCX)

        with zipfile.ZipFile(io.BytesIO(files.path_of(paper.code).read_bytes())) as package:
            letters = {name: read_outline(package.read(name), name="a.docx") for name in package.namelist()}
        assert sorted(letters) == ["意见反馈函-供排水股.docx", "意见反馈函-市政道路股.docx"]
        assert [item.text for item in letters["意见反馈函-供排水股.docx"].items] == [
            "桂花路的路灯坏了三盏，晚上老人不敢出门。"
        ]
        assert (paper.left_out, paper.rows) == (1, 2)

    @pytest.mark.parametrize("form", list(PaperForm))
    def test_to_one_unit_is_one_file_without_source(self, cast: Cast, form: PaperForm) -> None:
        make_item("门难进。", speaker_name="林晓", place_words="桂花路口", unit=cast.roads, at=NOON - dt.timedelta(40))
        make_item("水太小。", unit=cast.water)

        paper = ordered(cast, PaperKind.LETTERS, form, terms=Terms(unit=cast.roads.pk))

        content = files.path_of(paper.code).read_bytes()
        assert paper.file_name == f"意见反馈函-市政道路股.{form}"
        told = (
            str(read_table(content, name="a.xlsx")) if form == "xlsx" else str(read_outline(content, name=f"a.{form}"))
        )
        assert "门难进。" in told
        assert not any(source in told for source in ("林晓", "桂花路口", "2026-01", "1月", "水太小"))
