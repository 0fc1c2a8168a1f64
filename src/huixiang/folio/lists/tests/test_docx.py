"""Word documents as they come: counted by Word, changed by many hands, with boxes and tables in tables."""

import pytest

from huixiang.folio.lists.docx.numbering import numeral_of
from huixiang.folio.lists.outline import Doubt, Outline, Role
from huixiang.folio.lists.reading import read_outline
from huixiang.folio.lists.tests.paper import W, box, counted, docx, numbering, p, part, r, tbl, tr

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
CHINESE = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
AGAIN = (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:styleId="2"><w:name w:val="mine"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:styleId="3"><w:name w:val="Title"/></w:style><w:style w:styleId="4"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:styleId="5"><w:name w:val="numbered"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="6"><w:name w:val="loop"/><w:basedOn w:val="6"/></w:style>'
)


def read(*blocks: str, **parts: str) -> Outline:
    return read_outline(docx(*blocks, extra=None, **parts), name="a.docx")


def styled(words: str, style: str) -> str:
    return p(words, properties=f'<w:pStyle w:val="{style}"/>')


def told(outline: Outline) -> list[tuple[str, str, str]]:
    return [(" > ".join(item.path), item.mark, item.text) for item in outline.items]


class TestNumbering:
    def test_counted_by_word_is_read(self) -> None:
        outline = read(
            counted("形式主义方面"),
            counted("会风", level=1),
            counted("会多。", level=2),
            counted("会长。", level=2),
            counted("文风", level=1),
            counted("文多。", level=2),
            counted("官僚主义方面"),
            counted("门难进。", level=2),
            numbering=numbering(*CHINESE),
        )

        assert told(outline) == [
            ("形式主义方面 > 会风", "1.", "会多。"),
            ("形式主义方面 > 会风", "2.", "会长。"),
            ("形式主义方面 > 文风", "1.", "文多。"),
            ("官僚主义方面", "1.", "门难进。"),
        ]
        assert [outline.children[0].mark, outline.children[1].mark] == ["一、", "二、"]

    def test_goes_on_or_starts_again_as_the_list_says(self) -> None:
        blocks = [counted("甲事。"), p("续段。"), counted("乙事。"), counted("丙事。", key=2), counted("丁事。")]

        outline = read(*blocks, numbering=numbering(("decimal", "%1、"), lists=AGAIN))

        assert [(item.number, item.text) for item in outline.items] == [
            (1, "甲事。\n续段。"),
            (2, "乙事。"),
            (1, "丙事。"),
            (2, "丁事。"),
        ]

    def test_comes_from_a_style_too(self) -> None:
        outline = read(styled("会多。", "5"), styled("文多。", "5"), numbering=numbering(*CHINESE), styles=STYLES)

        assert [item.mark for item in outline.items] == ["一、", "二、"]

    def test_mixes_with_typed_numbers(self) -> None:
        outline = read(
            counted("形式主义方面"),
            p("1、会多。"),
            p("2、文多。"),
            p("二、官僚主义方面"),
            p("1、门难进。"),
            numbering=numbering(*CHINESE),
        )

        assert [item.label for item in outline.items] == ["形式主义", "形式主义", "官僚主义"]

    def test_bullets_are_items_without_number(self) -> None:
        outline = read(
            p("对公安局的建议"), counted("巡逻少。"), counted("窗口慢。"), numbering=numbering(("bullet", ""))
        )

        assert [(item.addressee, item.number, item.mark) for item in outline.items] == [("公安局", None, "•")] * 2

    @pytest.mark.parametrize(
        ("kind", "text"),
        [
            ("decimal", "21"),
            ("chineseCountingThousand", "二十一"),
            ("ideographDigital", "二一"),
            ("upperRoman", "XXI"),
            ("lowerLetter", "u"),
            ("decimalZero", "21"),
            ("decimalFullWidth", "２１"),
            ("decimalEnclosedCircle", "21"),
            ("chineseLegalSimplified", "贰拾壹"),
            ("unheard", "21"),
        ],
    )
    def test_writes_numbers_as_word_does(self, kind: str, text: str) -> None:
        assert numeral_of(21, kind) == text

    def test_that_is_broken_leaves_the_words(self) -> None:
        outline = read(
            counted("会多。", key=9),
            counted("文多。", level=8),
            styled("人多。", "6"),
            numbering=numbering(("decimal", "%1")),
            styles=STYLES,
        )

        assert [item.text for item in outline.items] == ["会多。", "文多。", "人多。"]


class TestStyles:
    def test_make_headings_titles_and_contents(self) -> None:
        outline = read(
            styled("关于作风的汇总", "3"),
            styled("作风……1", "4"),
            styled("作风", "1"),
            p("1、会多。"),
            styled("窗口", "2"),
            p("1、队长。"),
            styles=STYLES,
        )

        assert told(outline) == [("作风", "1、", "会多。"), ("窗口", "1、", "队长。")]
        assert [(each.role, each.text) for each in outline.rest] == [
            (Role.TITLE, "关于作风的汇总"),
            (Role.FURNITURE, "作风……1"),
        ]


class TestChanges:
    def test_count_as_they_would_if_accepted(self) -> None:
        inserted, deleted = f"<w:ins>{r('真')}</w:ins>", "<w:del><w:r><w:delText>假</w:delText></w:r></w:del>"
        moved = f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo>"

        outline = read(p("1、", inserted, deleted, moved, "会多。"), p("2、文多。"))

        assert outline.items[0].text == "真新会多。"

    def test_join_paragraphs_whose_break_was_deleted(self) -> None:
        outline = read(p("1、会多，", properties="<w:rPr><w:del/></w:rPr>"), p("落实少。"), p("2、文多。"))

        assert [item.text for item in outline.items] == ["会多，落实少。", "文多。"]

    def test_drop_deleted_rows(self) -> None:
        rows = (tr("序号", "问题"), tr("1", "会多"), tr("2", "旧事", properties="<w:del/>"), tr("3", "文多"))
        table = f"<w:tbl>{''.join(rows)}</w:tbl>"

        assert [(item.number, item.text) for item in read(table).items] == [(1, "会多"), (3, "文多")]


class TestParts:
    def test_read_text_boxes_once_and_in_their_place(self) -> None:
        outline = read(p("1、会多。", box(p("2、框里的事。"))), p("3、文多。"))

        assert [(item.text, str(item.place)) for item in outline.items] == [
            ("会多。", "第1段"),
            ("框里的事。", "第1段文本框"),
            ("文多。", "第2段"),
        ]

    def test_keep_footnotes_and_headers_apart(self) -> None:
        note = f'<w:footnote w:id="2">{p("据台账。")}</w:footnote>'
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'

        outline = read(p("1、会多。", reference), p("2、文多。"), footnotes=note, header1=p("内部资料"))

        assert [(each.role, each.text, str(each.place)) for each in outline.rest] == [
            (Role.FURNITURE, "内部资料", "页眉"),
            (Role.FOOTNOTE, "据台账。", "第1段脚注"),
        ]
        assert outline.items[0].text == "会多。"

    def test_split_lines_broken_by_hand(self) -> None:
        outline = read(p("1、会多。", "<w:r><w:br/></w:r>", "2、文多。"), p("3、人多。"))

        assert [(item.text, item.place.paragraph) for item in outline.items] == [
            ("会多。", 1),
            ("文多。", 1),
            ("人多。", 2),
        ]

    def test_do_not_split_a_paragraph_that_word_counts(self) -> None:
        broken = p("会多。", "<w:r><w:br/></w:r>", "2、也多。", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')

        assert read(broken, numbering=numbering(("decimal", "%1."))).items[0].text == "会多。\n2、也多。"

    def test_leave_out_hidden_words_and_say_so(self) -> None:
        outline = read(p("1、会多", r("（旧稿）", properties="<w:vanish/>"), "。"), p("2、文多。"))

        assert outline.items[0].text == "会多。"
        assert [(each.doubt, str(each.place)) for each in outline.notes] == [(Doubt.HIDDEN_TEXT, "第1段")]

    def test_count_empty_paragraphs_in_the_place(self) -> None:
        assert [item.place.paragraph for item in read(p(), p("1、会多。"), p(), p("2、文多。")).items] == [2, 4]

    def test_leave_out_field_codes(self) -> None:
        field = "<w:r><w:instrText> PAGE </w:instrText></w:r>"

        assert read(p("1、共", field, r("3"), "页。")).items[0].text == "共3页。"


class TestTables:
    def test_that_name_their_columns_are_items_row_by_row(self) -> None:
        outline = read(
            p("××局问题清单"),
            tbl(("序号", "类别", "问题表述", "责任单位"), ("1", "形式主义", "会多", "办公室"), ("2", "^", "文多", "")),
        )

        assert [(item.number, item.label, item.text, item.cells) for item in outline.items] == [
            (1, "形式主义", "会多", (("类别", "形式主义"), ("责任单位", "办公室"))),
            (2, "形式主义", "文多", (("类别", "形式主义"),)),
        ]
        assert [str(item.place) for item in outline.items] == ["表1第2行", "表1第3行"]

    def test_stand_below_the_heading_above_them(self) -> None:
        rows = ("序号", "意见和建议", "备注")

        outline = read(
            p("一、对公安局的意见"),
            tbl(rows, ("1", "巡逻少", "")),
            p("二、对法院的意见"),
            tbl(rows, ("1", "立案难", "")),
            p("填表人：××"),
        )

        assert [(item.path, item.addressee) for item in outline.items] == [
            (("对公安局的意见",), "公安局"),
            (("对法院的意见",), "法院"),
        ]
        assert outline.rest[-1].role is Role.CLOSING

    def test_do_not_belong_to_the_item_above_them(self) -> None:
        outline = read(
            p("一、对公安局的意见"),
            p("1、巡逻少。"),
            p("2、窗口慢。"),
            tbl(("序号", "问题"), ("1", "人少"), ("2", "车少")),
        )

        assert [(item.path, item.text) for item in outline.items[1:]] == [
            (("对公安局的意见",), "窗口慢。"),
            (("对公安局的意见",), "人少"),
            (("对公安局的意见",), "车少"),
        ]

    def test_may_hold_headings_over_their_whole_width(self) -> None:
        outline = read(
            tbl(
                ("序号", "问题", "备注"),
                ("形式主义方面", "", ""),
                ("1", "会多", ""),
                ("官僚主义方面", "", ""),
                ("1", "门难进", ""),
            )
        )

        assert [item.label for item in outline.items] == ["形式主义", "官僚主义"]

    def test_that_are_forms_give_what_was_filled_in(self) -> None:
        outline = read(
            tbl(
                ("主要内容", "意见和建议"),
                ("对领导班子的意见", "多下乡。"),
                ("官僚主义方面", "门难进。"),
                ("奢靡之风方面", "无"),
                ("其他建议", ""),
            )
        )

        assert [(item.addressee, item.label, item.text) for item in outline.items] == [
            ("领导班子", None, "多下乡。"),
            (None, "官僚主义", "门难进。"),
        ]
        assert [each.text for each in outline.rest if each.role is Role.NOTHING] == ["奢靡之风方面", "无", "其他建议"]

    def test_need_no_number_in_a_row(self) -> None:
        outline = read(tbl(("序号", "意见", "备注"), ("", "灯不亮，没人修。", ""), ("", "路不平。", "")))

        assert [(item.number, item.text) for item in outline.items] == [(None, "灯不亮，没人修。"), (None, "路不平。")]

    def test_that_only_frame_lines_are_read_cell_by_cell(self) -> None:
        outline = read(
            tbl((p("一、形式主义方面") + p("1、会多。") + p("2、文多。"),), (p("二、官僚主义方面") + p("1、门难进。"),))
        )

        assert [item.label for item in outline.items] == ["形式主义", "形式主义", "官僚主义"]

    def test_in_tables_are_read_where_they_stand(self) -> None:
        inner = tbl(("序号", "问题"), ("1", "会多"), ("2", "文多"))

        outline = read(tbl(("单位", f"{p('下表：')}{inner}{p('以上。')}")), p("完"))

        assert [item.text for item in outline.items] == ["会多", "文多"]

    def test_count_the_numbers_in_their_cells(self) -> None:
        outline = read(
            tbl(("序号", "问题"), (counted(""), "会多"), (counted(""), "文多")), numbering=numbering(("decimal", "%1"))
        )

        assert [item.number for item in outline.items] == [1, 2]


class TestStrict:
    def test_files_read_the_same(self) -> None:
        strict = part("document", f"<w:body>{p('1、会多。')}{p('2、文多。')}</w:body>").replace(W, STRICT)

        assert [item.text for item in read_outline(docx(extra={"word/document.xml": strict}), name="a.docx").items] == [
            "会多。",
            "文多。",
        ]
