"""Plain speech about work: short and true is an answer; intentions, orders to others and paper are none."""

import pytest

from huixiang.digest.replies.plain import plainly_done
from huixiang.digest.replies.reading import read


@pytest.mark.parametrize(
    "words", ["已修好，7月3日换灯。", "井盖换上了新的。", "垃圾清走了。", "水通了。", "已经恢复供水。"]
)
def test_finds_what_hands_did(words: str) -> None:
    assert plainly_done(read(words)) is not None


@pytest.mark.parametrize(
    "words",
    ["将尽快修好。", "已要求物业修好。", "台账已建好。", "通过学习补齐了短板。", "暂未修好。", "您反映的问题已收悉。"],
)
def test_finds_nothing_in(words: str) -> None:
    assert plainly_done(read(words)) is None


def test_tells_where_it_stands() -> None:
    found = plainly_done(read("师傅来过，灯换好了。"))

    assert found is not None
    assert (found.words, found.start, found.end) == ("换好", 6, 8)
