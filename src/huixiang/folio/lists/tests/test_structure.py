"""Trees as they are written in offices: what heads, what is an item, what is neither."""

import string
from collections import Counter

import pytest
from hypothesis import given, settings, strategies as st

from huixiang.folio.lists.line import Grid, Line
from huixiang.folio.lists.outline import Doubt, Heading, Item, Outline, Place, Role, sentence, walk
from huixiang.folio.lists.reading import read_outline
from huixiang.folio.lists.structure import outline_of


def read(*lines: str, name: str = "a.txt") -> Outline:
    return read_outline("\n".join(lines).encode(), name=name)


def told(outline: Outline) -> list[tuple[str, int | None, str]]:
    """The items as (path, number, words)."""
    return [(" > ".join(item.path), item.number, item.text) for item in outline.items]


class TestTree:
    def test_is_inferred_from_the_order_of_styles(self) -> None:
        outline = read("一、形式主义方面", "1、会多。", "2、文多。", "二、官僚主义方面", "1、门难进。")

        assert told(outline) == [
            ("形式主义方面", 1, "会多。"),
            ("形式主义方面", 2, "文多。"),
            ("官僚主义方面", 1, "门难进。"),
        ]
        assert [item.label for item in outline.items] == ["形式主义", "形式主义", "官僚主义"]

    def test_does_not_mind_which_style_is_above(self) -> None:
        outline = read(
            "1、公安局",
            "（一）巡逻少。",
            "一、夜里没有人。",
            "（二）窗口慢。",
            "2、住建局",
            "（一）灯不亮。",
            "（二）井盖丢了。",
        )

        assert [item.path for item in outline.items] == [("公安局",), ("公安局",), ("住建局",), ("住建局",)]
        assert outline.items[0].text == "巡逻少。\n一、夜里没有人。"

    def test_puts_a_new_style_above_the_count_that_restarts_below_it(self) -> None:
        outline = read("1、会多。", "2、文多。", "一、官僚主义方面", "1、门难进。", "2、脸难看。")

        assert [item.path for item in outline.items] == [(), (), ("官僚主义方面",), ("官僚主义方面",)]

    def test_goes_on_counting_with_another_sign(self) -> None:
        outline = read("一、对班子的意见", "1、会多。", "2．文多。", "3. 人多。")

        assert [item.number for item in outline.items] == [1, 2, 3]
        assert outline.notes == ()

    def test_reads_headings_without_numbers(self) -> None:
        outline = read("对公安局党委班子的建议", "1、巡逻少。", "2、窗口慢。", "对法院的建议（1条）", "1、立案难。")

        assert [item.addressee for item in outline.items] == ["公安局党委班子", "公安局党委班子", "法院"]

    def test_reads_a_short_line_above_a_restart_as_heading(self) -> None:
        outline = read("意见汇总", "1、巡逻少。", "2、窗口慢。", "窗口建设", "1、椅子少。")

        assert [item.path for item in outline.items] == [(), (), ("窗口建设",)]

    def test_keeps_addressee_and_class_of_several_levels(self) -> None:
        outline = read("一、对局党委班子的意见", "（一）形式主义方面", "1、会多。", "（二）奢靡之风", "1、灯亮一夜。")

        assert [(item.addressee, item.label) for item in outline.items] == [
            ("局党委班子", "形式主义"),
            ("局党委班子", "奢靡之风"),
        ]

    def test_reads_dotted_numbers(self) -> None:
        outline = read("1．对公安局", "1.1 巡逻少。", "1.2 窗口慢。", "2．对法院", "2.1 立案难。")

        assert [(item.path, item.number) for item in outline.items] == [
            (("对公安局",), 1),
            (("对公安局",), 2),
            (("对法院",), 1),
        ]


class TestItem:
    def test_runs_over_several_paragraphs(self) -> None:
        outline = read("1、窗口慢。", "群众跑了三趟。", "2、灯不亮。")

        assert told(outline) == [("", 1, "窗口慢。\n群众跑了三趟。"), ("", 2, "灯不亮。")]

    def test_holds_its_facts(self) -> None:
        outline = read(
            "1、工作不实，贯彻不力。", "（1）对山区情况掌握不明；", "（2）缺乏后续跟踪。", "2、会多，落实少。"
        )

        assert told(outline)[0] == ("", 1, "工作不实，贯彻不力。\n（1）对山区情况掌握不明；\n（2）缺乏后续跟踪。")

    def test_needs_no_number(self) -> None:
        outline = read("对公安局的建议", "巡逻少。", "窗口慢。", "对法院的建议", "立案难。")

        assert told(outline) == [
            ("对公安局的建议", None, "巡逻少。"),
            ("对公安局的建议", None, "窗口慢。"),
            ("对法院的建议", None, "立案难。"),
        ]

    def test_keeps_blanked_words(self) -> None:
        outline = read("1、××派出所XX同志让跑了***趟，___科不盖章。", "2、路灯。")

        assert outline.items[0].text == "××派出所XX同志让跑了***趟，___科不盖章。"

    def test_is_not_begun_by_numbers_in_a_sentence(self) -> None:
        outline = read(
            "1、路太窄。", "1.5米宽怎么走？", "2013.3.5就反映过，", "第一、第二小学门口也是。", "2、灯不亮。"
        )

        assert [item.number for item in outline.items] == [1, 2]

    def test_names_addressee_or_class_in_its_first_words(self) -> None:
        outline = read("1、对公安局的建议：多巡逻。", "2、官僚主义方面：门难进。", "3、地点：大桥村。")

        assert [(item.addressee, item.label) for item in outline.items] == [
            ("公安局", None),
            (None, "官僚主义"),
            (None, None),
        ]

    def test_keeps_its_place(self) -> None:
        outline = read("标题汇总", "", "1、灯不亮。")

        assert (outline.items[0].place, str(outline.items[0].place)) == (Place(line=3), "第3行")


class TestRest:
    def test_has_title_preamble_and_closing(self) -> None:
        outline = read(
            "××局意见汇总", "现汇总如下：", "1、灯不亮。", "2、路不平。", "以上意见供参考。", "××局", "20××年×月×日"
        )

        assert outline.title == "××局意见汇总"
        assert [(each.role, each.text) for each in outline.rest[1:]] == [
            (Role.PREAMBLE, "现汇总如下："),
            (Role.CLOSING, "以上意见供参考。"),
            (Role.CLOSING, "××局"),
            (Role.CLOSING, "20××年×月×日"),
        ]
        assert outline.items[-1].text == "路不平。"

    def test_has_what_leads_to_a_list_and_what_says_nothing(self) -> None:
        outline = read("一、形式主义方面", "主要表现在以下方面：", "1、会多。", "2、文多。", "二、奢靡之风方面", "无")

        assert [(each.role, each.text) for each in outline.rest] == [
            (Role.INTRO, "主要表现在以下方面："),
            (Role.NOTHING, "无"),
        ]
        assert [type(each).__name__ for each in outline.children] == ["Heading", "Heading"]

    def test_of_a_letter_of_feedback_says_whom_it_is_for(self) -> None:
        letter = ("关于反馈意见建议的函", "公安局党委：", "现反馈如下：", "1. 巡逻少。", "2. 窗口慢。")

        assert [item.addressee for item in read(*letter).items] == ["公安局党委", "公安局党委"]
        assert [item.addressee for item in read("情况报告", *letter[1:]).items] == [None, None]

    def test_is_nothing_in_a_bare_list_of_sentences(self) -> None:
        outline = read("电梯坏了三个月。", "路灯不亮。")

        assert (told(outline), outline.rest) == ([("", None, "电梯坏了三个月。"), ("", None, "路灯不亮。")], ())


class TestNotes:
    def test_tell_jumps_and_restarts_and_drop_nothing(self) -> None:
        outline = read("1、甲事。", "2、乙事。", "4、丙事。", "1、丁事。", "3、戊事。", "2、己事。")

        assert [(each.doubt, each.found, each.expected) for each in outline.notes] == [
            (Doubt.JUMPS, 4, 3),
            (Doubt.RESTARTS, 1, 5),
            (Doubt.JUMPS, 3, 2),
            (Doubt.GOES_BACK, 2, 4),
        ]
        assert len(outline.items) == 6
        assert sentence(outline.notes[0]) == "第3行：编号跳到4，应为3"

    def test_do_not_mind_a_count_that_runs_through_all_headings(self) -> None:
        outline = read("一、对县委的意见", "1、文多。", "2、会多。", "二、对政府的意见", "3、路窄。", "4、灯暗。")

        assert ([item.number for item in outline.items], outline.notes) == ([1, 2, 3, 4], ())

    def test_tell_a_number_without_words(self) -> None:
        assert [each.doubt for each in read("1、", "2、灯不亮。").notes] == [Doubt.EMPTY]


class TestForms:
    def test_give_the_answers_below_their_questions(self) -> None:
        outline = read(
            "征求意见表",
            "填表日期：2024年3月1日",
            "一、您对班子有什么意见和建议？",
            "多到村里来。",
            "二、您对党员干部的意见？",
            "无",
        )

        assert [(item.addressee, item.text) for item in outline.items] == [("班子", "多到村里来。")]
        assert [each.role for each in outline.rest] == [Role.TITLE, Role.PREAMBLE, Role.NOTHING]

    def test_of_meetings_keep_time_and_place_apart(self) -> None:
        outline = read(
            "座谈会意见整理", "时间：3月1日", "主持人：周××", "王××：路灯不亮。", "李××：垃圾没人清。", "附件1：名单"
        )

        assert [item.text for item in outline.items] == ["王××：路灯不亮。", "李××：垃圾没人清。"]
        assert outline.rest[-1].role is Role.CLOSING


class TestMarkdown:
    def test_nests_by_its_own_levels(self) -> None:
        outline = read(
            "# 问题清单",
            "",
            "## 一、形式主义",
            "1. **会多**，对***各部门不满",
            "",
            "   续段",
            "## 其他",
            "- 灯不亮",
            "---",
            "- 井盖",
            name="a.MD",
        )

        assert outline.title == "问题清单"
        assert told(outline) == [
            ("形式主义", 1, "会多，对***各部门不满\n续段"),
            ("其他", None, "灯不亮"),
            ("其他", None, "井盖"),
        ]


class TestWrappedText:
    def test_may_be_wrapped_by_the_number_of_characters(self) -> None:
        words = "窗口,排队,群众,请假来,办事一等就是半天还不一定能,办得成功希望周六开放方便在外务工的人早点办完"
        wrapped = "\n".join(words[start : start + 24] for start in range(0, len(words), 24))

        assert read(f"1、{wrapped}。\n2、{wrapped}。").items[0].text == f"{words}。"

    def test_becomes_one_paragraph_again(self) -> None:
        lines = [
            "1、" + "群众反映小区门口的路灯一直不亮夜里走路很不安全大家都很担心",
            "老人孩子更不敢出门希望有关部门尽快派人来看一看把灯修好别再拖",
            "下去。",
            "2、" + "窗口排队时间长群众请假来办事一等就是半天还不一定能办得成功",
            "希望周六开放。",
        ]

        assert [len(item.text) for item in read(*lines).items] == [62, 36]


CHARS = st.text(
    st.sampled_from("一二1２、.（）()①对的建议方面形式主义：。，路灯不亮×_ " + string.ascii_letters), max_size=18
)
DEEP = [
    f"{sign}某"
    for sign in (
        "一、",
        "（一）",
        "1、",
        "1.",
        "（1）",
        "1）",
        "①",
        "⑴",
        "⒈",
        "㈠",
        "❶",
        "【1】",
        "壹、",
        "甲、",
        "[1]",
        "问题1：",
    )
]


class TestEveryOutline:
    @settings(max_examples=300, deadline=None)
    @given(st.lists(CHARS, max_size=30))
    def test_gives_every_character_back_once(self, lines: list[str]) -> None:
        outline = outline_of([Line(text, Place(line=number)) for number, text in enumerate(lines, 1)])

        parts = [(each.place.line, f"{each.mark}{each.text}") for each in walk(outline.children)]
        parts += [(each.place.line, each.text) for each in outline.rest]
        assert bare("".join(text for _, text in sorted(parts))) == bare("".join(lines))

    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.tuples(CHARS, CHARS, CHARS), max_size=8), st.lists(CHARS, max_size=6))
    def test_gives_every_character_of_tables_back_once(self, rows: list[tuple[str, ...]], lines: list[str]) -> None:
        cells = [("序号", "意见", "备注"), *(tuple(cell.strip() for cell in row) for row in rows)]
        blocks = [Line(text, Place(line=number)) for number, text in enumerate(lines, 1)]

        outline = outline_of([*blocks, Grid(tuple(cells), (Place(),) * len(cells)), *blocks])

        given_back = "".join(each.text for each in outline.rest)
        for each in walk(outline.children):
            given_back += each.mark + each.text
            given_back += "".join(text for _, text in each.cells) if isinstance(each, Item) else ""
        whole = "".join(lines) * 2 + "".join("".join(row) for row in cells)
        assert Counter(bare(given_back)) == Counter(bare(whole))

    def test_is_the_same_every_time(self) -> None:
        lines = [Line(text, Place(line=number)) for number, text in enumerate(DEEP * 3, 1)]

        assert outline_of(lines) == outline_of(lines)

    def test_ends_at_a_depth(self) -> None:
        outline = read(*DEEP, "某。")

        assert Doubt.TOO_DEEP in {each.doubt for each in outline.notes}
        assert depth(outline.children) <= 13

    @pytest.mark.parametrize("kind", [Heading, Item])
    def test_has_a_path_of_the_headings_above(self, kind: type) -> None:
        outline = read("一、形式主义方面", "（一）会风", "1、会多。", "2、会长。", "（二）文风", "1、文多。")

        assert [each.text for each in walk(outline.children) if isinstance(each, kind)] == (
            ["形式主义方面", "会风", "文风"] if kind is Heading else ["会多。", "会长。", "文多。"]
        )
        assert outline.items[2].path == ("形式主义方面", "文风")


def bare(text: str) -> str:
    return "".join(text.split())


def depth(children: tuple[Heading | Item, ...]) -> int:
    return max((1 + depth(each.children) if isinstance(each, Heading) else 1 for each in children), default=0)
