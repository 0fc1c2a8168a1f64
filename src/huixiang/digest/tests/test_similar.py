"""Alike is what shares words; the reason given is found in both texts."""

import pytest
from hypothesis import given, strategies as st

from huixiang.digest.normalise import normalise
from huixiang.digest.similar import Candidate, likeness, most_alike, shared_runs

TEXT = st.text(alphabet="三号楼电梯坏了很久没人修wifi ，", max_size=30)


class TestLikeness:
    def test_is_one_for_the_same_words_and_none_for_others(self) -> None:
        assert likeness("三号楼电梯坏了", "三号楼电梯坏了！") == 1
        assert likeness("三号楼电梯坏了", "食堂太贵") == 0
        assert likeness("", "") == 0

    def test_grows_with_what_is_shared(self) -> None:
        assert likeness("电梯坏了", "电梯又坏了") < likeness("三号楼电梯坏了", "三号楼电梯又坏了") < 1

    @given(TEXT, TEXT)
    def test_is_the_same_both_ways_and_from_0_to_1(self, a: str, b: str) -> None:
        assert likeness(a, b) == likeness(b, a)
        assert 0 <= likeness(a, b) <= 1


class TestMostAlike:
    CANDIDATES = (
        Candidate("a", "食堂饭菜太贵，希望尽快解决"),
        Candidate("b", "三号楼的电梯又坏了，老人上不去"),
        Candidate("c", "宿舍没有热水，希望尽快解决"),
    )

    def test_names_the_most_alike_first_with_its_reason(self) -> None:
        found = most_alike("三号楼的电梯坏了，希望尽快解决", self.CANDIDATES, 3)

        assert [alike.id for alike in found] == ["b", "a", "c"]
        assert found[0].shared == ("三号楼的电梯", "坏了")
        assert found[1].shared == ("希望尽快解决",)

    def test_leaves_out_what_shares_nothing_and_what_is_too_much(self) -> None:
        assert most_alike("停车难", self.CANDIDATES, 3) == ()
        assert len(most_alike("希望尽快解决", self.CANDIDATES, 1)) == 1

    def test_refuses_a_negative_limit(self) -> None:
        with pytest.raises(ValueError, match="limit"):
            most_alike("", (), -1)

    @given(TEXT, st.lists(TEXT, max_size=5))
    def test_scores_from_0_to_1_and_shares_only_what_is_there(self, text: str, others: list[str]) -> None:
        candidates = [Candidate(str(place), other) for place, other in enumerate(others)]
        for alike in most_alike(text, candidates, 9):
            assert 0 < alike.score <= 1
            assert all(run in normalise(others[int(alike.id)]) for run in alike.shared)

    def test_finds_the_longest_runs(self) -> None:
        assert shared_runs("一二三四五，六七八", "六七八九三四五") == ("三四五", "六七八")
