"""Many texts are masked as each would be alone, and every place leads back to its cell."""

import pyarrow as pa
import pytest
from hypothesis import given, strategies as st

from huixiang.digest.masking import propose_masks
from huixiang.digest.proposals import PROPOSALS, count_places, propose_in_table, propose_in_texts

PIECES = st.sampled_from(
    [
        "1", "3", "8", "0", "6", "13800138000", "138 0013 8000", "1101051949123100", "2X", "张", "李老师", "我叫",
        "姓名:", "王",
        "京A", "12345", "@", "qq.com", "微信", "wx12345", "3号楼", "501室", " ", "-", "(", ")", "订单号", "〔2024〕",
        "86", "+", "电话",
        "一三八", "欧阳", "某", "\x1e", "\u200b", "，", "元", "林晓", "赵子龙",
    ]
)  # fmt: skip


class TestProposeInTexts:
    def test_gives_row_place_and_words(self) -> None:
        found = propose_in_texts(["路灯坏了", "我叫周小明，电话13800138000"], column="内容")

        assert found.schema == PROPOSALS
        assert found.to_pylist() == [
            {"row": 1, "column": "内容", "start": 2, "end": 5, "kind": "name", "certain": True, "text": "周小明"},
            {
                "row": 1,
                "column": "内容",
                "start": 8,
                "end": 19,
                "kind": "phone",
                "certain": True,
                "text": "13800138000",
            },
        ]

    @given(st.lists(st.lists(PIECES, max_size=8).map("".join), max_size=6))
    def test_says_of_each_text_what_is_said_of_it_alone(self, texts: list[str]) -> None:
        names = ("林晓", "赵子龙", "欧阳建国")
        found = propose_in_texts(texts, names=names).select(["row", "start", "end", "kind", "certain"]).to_pylist()

        alone = [(row, *mask) for row, text in enumerate(texts) for mask in propose_masks(text, names=names)]
        assert [tuple(place.values()) for place in found] == alone

    def test_lays_together_more_than_fits_at_once(self) -> None:
        texts = [f"{'。' * 5_000}电话1380013{number:04d}" for number in range(90)]

        found = propose_in_texts(texts)

        assert found["row"].to_pylist() == list(range(90))
        assert set(found["start"].to_pylist()) == {5_002}

    def test_takes_broken_characters(self) -> None:
        assert propose_in_texts(["\ud800电话13800138000"])["text"].to_pylist() == ["13800138000"]


class TestProposeInTable:
    def test_looks_through_every_column_of_text(self) -> None:
        table = pa.table({"标题": ["找周科长", None], "数": [13800138000, 1], "内容": [None, "加微信wx_zhang-88"]})

        found = propose_in_table(table)

        assert found.select(["row", "column", "text"]).to_pylist() == [
            {"row": 0, "column": "标题", "text": "周"},
            {"row": 1, "column": "内容", "text": "wx_zhang-88"},
        ]

    def test_names_the_columns_there_are(self) -> None:
        with pytest.raises(KeyError, match="no column 正文; there are 内容"):
            propose_in_table(pa.table({"内容": ["路灯坏了"]}), ["正文"])

    def test_takes_a_table_without_rows_or_text(self) -> None:
        assert propose_in_table(pa.table({"数": [1]})).num_rows == 0
        assert propose_in_table(pa.table({"内容": pa.array([], pa.string())})).num_rows == 0


class TestCountPlaces:
    def test_counts_them_all(self) -> None:
        assert count_places(["电话13800138000", "", "找周科长和李老师"]) == 3

    def test_finds_nothing_in_nothing(self) -> None:
        assert count_places([]) == 0
