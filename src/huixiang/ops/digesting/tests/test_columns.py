from __future__ import annotations

import pytest

from huixiang.ops.digesting.columns import ALIASES, found_columns, told_columns
from huixiang.ops.digesting.refusals import MissingColumn


def find(*header: str) -> dict[str, str]:
    return found_columns(header, ALIASES)


class TestFoundColumns:
    def test_knows_the_exports_people_have(self) -> None:
        found = find(
            "工单编号", "诉求人", "诉求标题", "诉求内容", "受理时间", "办结时间", "回复内容", "街道", "诉求类型"
        )

        assert found == {
            "id": "工单编号", "speaker": "诉求人", "title": "诉求标题", "body": "诉求内容", "said_at": "受理时间",
            "answered_at": "办结时间", "answer": "回复内容", "town": "街道", "label": "诉求类型",
        }  # fmt: skip

    def test_sees_through_width_spaces_and_additions(self) -> None:
        assert find("ＩＤ", "反映内容（必填）", "提交 时间") == {
            "id": "ＩＤ", "body": "反映内容（必填）", "said_at": "提交 时间",
        }  # fmt: skip

    def test_never_takes_an_answer_for_the_words(self) -> None:
        assert find("编号", "回复内容", "内容") == {"id": "编号", "answer": "回复内容", "body": "内容"}
        assert "body" not in find("编号", "回复内容")

    def test_finds_no_latin_name_inside_another(self) -> None:
        assert find("width", "update", "subtitle", "context") == {}


class TestToldColumns:
    def test_gives_them_in_the_order_told(self) -> None:
        assert told_columns(["甲", "乙", "丙"], "丙，甲") == ("丙", "甲")

    def test_takes_a_name_with_a_comma_whole(self) -> None:
        assert told_columns(["地点,详细", "甲"], "地点,详细") == ("地点,详细",)

    @pytest.mark.parametrize("told", ["丁", "甲,丁", ","])
    def test_names_the_columns_there_are_when_one_is_missing(self, told: str) -> None:
        with pytest.raises(MissingColumn) as refused:
            told_columns(["甲", "乙"], told)

        assert refused.value.parts["header"] == "甲、乙"
