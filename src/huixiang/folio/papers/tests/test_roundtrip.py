"""What we write, we read back: the same items, the same rows, the same figures."""

import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings, strategies as st

from huixiang.folio.lists.outline import Item, Role
from huixiang.folio.lists.reading import read_outline
from huixiang.folio.office import check_office
from huixiang.folio.papers.docx import letter_docx, paper_docx
from huixiang.folio.papers.forms import SUMMARY
from huixiang.folio.papers.letter import Letter
from huixiang.folio.papers.paper import Cell, Column, Paper
from huixiang.folio.papers.pdf import letter_pdf, paper_pdf
from huixiang.folio.papers.provenance import figures_of
from huixiang.folio.papers.tests.sample import ledger, letters, paper
from huixiang.folio.papers.xlsx import paper_xlsx
from huixiang.folio.papers.xlsxrows import Rows, TooLong
from huixiang.folio.tables import read_table
from huixiang.folio.unsafe import KindNotAllowed

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
FIGURES = (
    ("3", "problem:1/voices"),
    ("4", "problem:2/voices"),
    ("2", "problems?state=all"),
    ("12,503.50", "money"),
)


def told(letter: Letter) -> list[tuple[str, str | None, int, str]]:
    return [
        (letter.addressee, section.label or None, number, words)
        for section in letter.sections
        for number, words in enumerate(section.words, start=1)
    ]


def read(data: bytes, name: str) -> list[tuple[str | None, str | None, int | None, str]]:
    return [(item.addressee, item.label, item.number, item.text) for item in read_outline(data, name=name).items]


class TestLetter:
    @pytest.mark.parametrize("letter", letters())
    @pytest.mark.parametrize(("write", "name"), [(letter_docx, "a.docx"), (letter_pdf, "a.pdf")])
    def test_comes_back_item_by_item(self, letter: Letter, write: Callable[[Letter], bytes], name: str) -> None:
        if name == "a.pdf":
            letter = plain(letter)

        assert read(write(letter), name) == told(letter)

    def test_names_nobody_but_who_writes_it(self) -> None:
        outline = read_outline(letter_docx(letters()[0]), name="a.docx")

        assert outline.title == "关于反馈意见建议的函"
        assert [each.text for each in outline.rest if each.role is Role.CLOSING] == [
            "特此函告。",
            "××市活动办",
            "2024年5月6日",
        ]

    @settings(max_examples=30, deadline=None)
    @given(st.lists(WORDS.filter(lambda text: len("".join(text.split())) > 1), min_size=1, max_size=6))
    def test_of_any_words_comes_back_from_word(self, words: list[str]) -> None:
        letter = Letter("法院", (letters()[1].sections[0].__class__("", tuple(words)),))

        outline = read_outline(letter_docx(letter), name="a.docx")
        kept = [item.text for item in outline.items] + [each.text for each in outline.rest if each.role is Role.NOTHING]
        assert sorted(map(bare, kept)) == sorted(map(bare, words))


class TestTable:
    def test_in_word_comes_back_row_by_row(self) -> None:
        items = read_outline(paper_docx(paper()), name="a.docx").items

        assert [(item.number, item.label, item.addressee, item.text) for item in items] == [
            (1, "形式主义", "局党委班子", "调研走过场"),
            (2, "官僚主义", "××科", '=HYPERLINK("a")'),
        ]
        assert cell(items[0], "具体表现") == "只在村委会坐一坐；\n不到半小时。"
        assert cell(items[1], "具体表现") == "<b>&3、5号楼</b> _x0041_"
        assert cell(items[0], "资金（元）") == "12,500.50"

    def test_in_a_workbook_comes_back_row_by_row(self) -> None:
        table = read_table(paper_xlsx(paper()), name="a.xlsx")

        assert table.header == (
            "序号",
            "类别",
            "问题表述",
            "具体表现",
            "原声件数",
            "涉及对象",
            "整改时限",
            "资金（元）",
        )
        assert list(table.rows[0].cells.values()) == [
            "1",
            "形式主义",
            "调研走过场",
            "只在村委会坐一坐；\n不到半小时。",
            "3",
            "局党委班子",
            "2024-09-30",
            "12500.5",
        ]
        assert [row.cells["问题表述"] for row in table.rows] == ["调研走过场", '=HYPERLINK("a")']
        assert table.rows[1].cells["具体表现"] == "<b>&3、5号楼</b> _x0041_"

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
    def test_of_any_words_comes_back(self, rows: list[tuple[str, str]]) -> None:
        columns = (Column("number", "序号"), Column("words", "意见原文"), Column("label", "备注"))
        made = Paper("汇总表", columns, [{"number": 1, "words": f"意{one}", "label": f"备{two}"} for one, two in rows])

        items = read_outline(paper_docx(made), name="a.docx").items
        table = read_table(paper_xlsx(made), name="a.xlsx").rows
        assert [bare(item.text) for item in items] == [bare(f"意{one}") for one, _ in rows]
        assert [bare(row.cells["意见原文"]) for row in table] == [bare(f"意{one}") for one, _ in rows]

    def test_in_a_pdf_marks_what_no_face_can_draw(self) -> None:
        made = Paper("清单", (Column("words", "意见原文"),), [{"words": "谢谢你们🙋‍♂️"}])

        words = str(read_outline(paper_pdf(made), name="a.pdf"))
        assert "谢谢你们〓" in words
        assert "字库里没有" in words

    def test_in_a_pdf_holds_every_word_once(self) -> None:
        outline = read_outline(paper_pdf(paper()), name="a.pdf")

        words = bare("".join([item.text for item in outline.items] + [each.text for each in outline.rest]))
        assert all(words.count(each) == 1 for each in ("局党委班子", "2024-09-30", "12,500.50", "problem:2/voices"))


class TestProvenance:
    def test_comes_back_with_every_figure(self) -> None:
        assert figures_of(paper_docx(paper()), name="a.docx") == FIGURES
        assert set(figures_of(paper_xlsx(paper()), name="a.xlsx")) == set(FIGURES)

    def test_is_nothing_in_papers_without_figures(self) -> None:
        bare_rows: tuple[dict[str, Cell], ...] = ({"number": 1},)
        made = Paper("清单", ledger().columns, bare_rows)

        assert figures_of(paper_docx(made), name="a.docx") == figures_of(paper_xlsx(made), name="a.xlsx") == ()

    def test_is_read_from_our_kinds_only(self) -> None:
        with pytest.raises(KindNotAllowed):
            figures_of(b"%PDF", name="a.pdf")


class TestEveryPaper:
    @pytest.mark.parametrize("write", [paper_docx, paper_xlsx, paper_pdf])
    def test_is_the_same_every_time(self, write: Callable[[Paper], bytes]) -> None:
        assert write(paper()) == write(paper())

    def test_passes_our_own_check(self) -> None:
        check_office(paper_docx(paper()), extension="docx")
        check_office(letter_docx(letters()[0]), extension="docx")
        check_office(paper_xlsx(paper()), extension="xlsx")

    def test_has_no_formula(self) -> None:
        with zipfile.ZipFile(BytesIO(paper_xlsx(paper()))) as package:
            sheet = package.read("xl/worksheets/sheet1.xml").decode()

        assert "<f>" not in sheet
        assert '<is><t xml:space="preserve">=HYPERLINK("a")</t></is>' in sheet
        assert 'state="frozen"' in sheet
        assert '<autoFilter ref="A3:H5"/>' in sheet

    def test_without_rows_can_be_written(self) -> None:
        made = Paper("清单", SUMMARY, ())

        assert all(write(made) for write in (paper_docx, paper_xlsx, paper_pdf))

    def test_refuses_more_rows_than_a_sheet_holds(self) -> None:
        rows = Rows(SUMMARY, dict.fromkeys(("text", "whole", "day", "quoted", "number", "money"), "1"), first=1_048_570)

        with pytest.raises(TooLong):
            list(rows.write({} for _ in range(10)))

    def test_streams_a_long_workbook(self) -> None:
        started = time.process_time()

        data = paper_xlsx(
            Paper("清单", SUMMARY, ({"number": place, "words": "路灯不亮" * 9} for place in range(10_000)))
        )

        assert time.process_time() - started < 5  # a tenth of 100,000 rows, with room for slow machines
        assert len(read_table(data, name="a.xlsx").rows) == 10_000


def plain(letter: Letter) -> Letter:
    """The letter with opinions of one line: a .pdf does not know which breaks are the speaker's own."""
    sections = tuple(
        type(section)(section.label, tuple(words.replace("\n2、", "") for words in section.words))
        for section in letter.sections
    )
    return Letter(letter.addressee, sections, signer=letter.signer, signed_on=letter.signed_on)


def cell(item: Item, name: str) -> str:
    return dict(item.cells)[name]


def bare(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "")
