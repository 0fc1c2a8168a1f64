"""What may stand in front of an item, and what only looks like it."""

import pytest

from huixiang.folio.lists.marks import find_mark
from huixiang.folio.lists.numerals import chinese_numeral, chinese_value, roman_numeral, roman_value
from huixiang.folio.lists.settling import settle


class TestFindMark:
    @pytest.mark.parametrize(
        ("line", "text", "value"),
        [
            ("一、作风方面", "一、", 1),
            ("二十一、某", "二十一、", 21),
            ("（一）对班子", "（一）", 1),
            ("(二)对班子", "(二)", 2),
            ("1、路灯", "1、", 1),
            ("1. 路灯", "1.", 1),
            ("１２．路灯", "１２．", 12),
            ("（3）路灯", "（3）", 3),
            ("(３)路灯", "(３)", 3),
            ("4）路灯", "4）", 4),
            ("①路灯", "①", 1),
            ("⑳路灯", "⑳", 20),
            ("⒌路灯", "⒌", 5),
            ("⑹路灯", "⑹", 6),
            ("㈦路灯", "㈦", 7),
            ("❽路灯", "❽", 8),
            ("【9】路灯", "【9】", 9),
            ("壹、总则", "壹、", 1),
            ("甲、总则", "甲、", 1),
            ("Ⅲ、总则", "Ⅲ、", 3),
            ("第二部分 对个人的意见", "第二部分", 2),
            ("问题三：门难进", "问题三：", 3),
            ("　　5、路灯", "5、", 5),
        ],
    )
    def test_reads_every_style(self, line: str, text: str, value: int) -> None:
        mark = find_mark(line)

        assert mark is not None
        assert (mark.text, mark.value, mark.firm) == (text, value, True)

    @pytest.mark.parametrize(
        "line",
        [
            "1.5米宽的路被占",
            "2013.3.5群众反映",
            "第一、第二小学门口",
            "2013年以来",
            "8:30开门",
            "12345热线打不通",
            "3 个月没人管",
            "（2013）3号文件",
            "一是开会多",
            "一方面",
            "***各部门",
            "××派出所",
            "___科要求盖章",
            "A市政府",
            "-5度",
            "3.15晚会",
            "100%达标",
        ],
    )
    def test_finds_none_in_a_sentence(self, line: str) -> None:
        assert find_mark(line) is None

    @pytest.mark.parametrize(
        "line",
        [
            "3、5号楼没人管",
            "一、二号楼漏水",
            "（3）班的家长",
            "1 路灯不亮",
            "1，路灯",
            "1.1 路灯",
            "A、路灯",
            "第三条规定",
            "I. 路灯",
        ],
    )
    def test_is_not_sure_of_what_may_begin_a_sentence(self, line: str) -> None:
        mark = find_mark(line)

        assert mark is not None
        assert not mark.firm

    def test_gives_one_style_to_every_bullet_that_is_typed(self) -> None:
        assert {mark.style for line in ("- 某", "* 某", "+ 某") if (mark := find_mark(line))} == {"-"}


class TestSettle:
    def kept(self, *lines: str) -> list[str]:
        return [mark.text if mark else "" for mark in settle([find_mark(line) for line in lines])]

    def test_takes_a_doubtful_number_that_is_next(self) -> None:
        assert self.kept("1、路灯", "2、井盖", "3、5号楼漏水") == ["1、", "2、", "3、"]

    def test_leaves_a_doubtful_number_that_is_not_next(self) -> None:
        assert self.kept("1、路灯", "3、5号楼漏水", "2、井盖") == ["1、", "", "2、"]

    def test_takes_a_doubtful_one_that_a_two_follows(self) -> None:
        assert self.kept("1 路灯", "续", "2 井盖") == ["1", "", "2"]

    def test_leaves_a_doubtful_one_alone(self) -> None:
        assert self.kept("A、路灯", "井盖") == ["", ""]

    def test_takes_two_one_below_two(self) -> None:
        assert self.kept("2．对法院", "2.1 立案难") == ["2．", "2.1"]


class TestNumerals:
    @pytest.mark.parametrize(
        ("text", "value"), [("十", 10), ("二十", 20), ("一百零五", 105), ("一〇", 10), ("拾贰", 12)]
    )
    def test_are_read(self, text: str, value: int) -> None:
        assert chinese_value(text) == value

    @pytest.mark.parametrize("text", ["十十", "百", "一二十", "", "某"])
    def test_that_are_none_are_told(self, text: str) -> None:
        assert chinese_value(text) is None

    def test_come_back_as_they_were_written(self) -> None:
        assert [chinese_value(chinese_numeral(value)) for value in range(1, 1000)] == list(range(1, 1000))
        assert [roman_value(roman_numeral(value)) for value in range(1, 400)] == list(range(1, 400))
