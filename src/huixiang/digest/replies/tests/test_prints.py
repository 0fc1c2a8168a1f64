"""Counting copies of very many replies: near, of other matters only, in one pass over each."""

from __future__ import annotations

from huixiang.digest.replies.prints import count_copies

STOCK = "您好，您反映的问题已收悉，我们高度重视，已安排专人跟进处理，感谢您的关心和支持"
OWN = "桂花路三盏路灯的灯头昨天已由市政道路股更换，当晚试亮，欢迎再告诉我们"


def counted(*replies: tuple[int, str]) -> list[int]:
    return [int(one) for one in count_copies(lambda: replies)]


class TestCountCopies:
    def test_counts_the_other_matters_with_the_same_words(self) -> None:
        assert counted((1, STOCK), (2, f"{STOCK}。"), (3, OWN), (4, STOCK)) == [2, 2, 0, 2]

    def test_does_not_count_a_matter_answered_twice(self) -> None:
        assert counted((1, STOCK), (1, STOCK)) == [0, 0]

    def test_overlooks_numbers(self) -> None:
        assert counted((1, f"编号1：{STOCK}"), (2, f"编号20394：{STOCK}")) == [1, 1]

    def test_leaves_out_what_is_too_short_to_compare(self) -> None:
        assert counted((1, "已修好"), (2, "已修好"), (3, "")) == [0, 0, 0]

    def test_counts_nothing_where_there_is_nothing(self) -> None:
        assert counted() == []
