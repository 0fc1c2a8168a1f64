"""A draw gives the same again, keeps its sample when it grows, and takes its share of every group."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given, strategies as st

from huixiang.proofs.draws import Quota, draw, draw_by_group, population_hash, ticket

IDS = st.lists(st.text(st.characters(exclude_characters="\0\t\n", exclude_categories=["Cs"]), max_size=8), unique=True)


class TestTicket:
    def test_is_the_hash_the_documents_name(self) -> None:
        by_hand = hashlib.sha256(b"hx-sample/v1\x0020261128\x0017:4").hexdigest()

        assert ticket("20261128", "17:4") == by_hand
        assert by_hand == "0da42bdee808c31216a13e5fa2f10061d923f45e9faf9d0ea4859b80a2781f90"

    @pytest.mark.parametrize(("seed", "item"), [("a\0b", "c"), ("a", "b\0c")])
    def test_refuses_what_could_be_two_pairs(self, seed: str, item: str) -> None:
        with pytest.raises(ValueError, match="NUL"):
            ticket(seed, item)


class TestDraw:
    @given(ids=IDS, count=st.integers(0, 30))
    def test_keeps_its_sample_when_it_grows(self, ids: list[str], count: int) -> None:
        assert draw("seed", ids, count + 5)[: min(count, len(ids))] == draw("seed", ids, count)

    @given(ids=IDS)
    def test_does_not_depend_on_the_order_of_the_ids(self, ids: list[str]) -> None:
        assert draw("seed", ids, 5) == draw("seed", reversed(ids), 5)

    def test_depends_on_the_seed(self) -> None:
        ids = [str(number) for number in range(100)]

        assert draw("one", ids, 10) != draw("two", ids, 10)

    def test_draws_evenly(self) -> None:
        ids = [str(number) for number in range(10)]
        hits = Counter(item for seed in range(2000) for item in draw(str(seed), ids, 1))

        assert sum((hits[item] - 200) ** 2 / 200 for item in ids) < 27.9  # chi-square, 9 degrees, p = 0.001


class TestQuota:
    @pytest.mark.parametrize(("size", "drawn"), [(0, 0), (1, 1), (10, 1), (11, 2), (95, 10), (100, 10), (1000, 100)])
    def test_is_rounded_up_and_at_least_one(self, size: int, drawn: int) -> None:
        assert Quota(per_hundred=10, least=1).of(size) == drawn

    def test_is_never_more_than_there_are(self) -> None:
        assert Quota(per_hundred=10, least=5).of(3) == 3


class TestDrawByGroup:
    def test_takes_its_share_of_every_group(self) -> None:
        groups = {f"{unit}-{number}": unit for unit, size in (("a", 40), ("b", 3)) for number in range(size)}

        drawn = draw_by_group("seed", groups, Quota(per_hundred=10, least=1))

        assert Counter(groups[item] for item in drawn) == {"a": 4, "b": 1}
        assert drawn == sorted(drawn)

    @given(ids=IDS)
    def test_a_group_does_not_touch_another(self, ids: list[str]) -> None:
        quota = Quota(per_hundred=20, least=1)
        alone = draw_by_group("seed", dict.fromkeys(ids, "a"), quota)

        both = draw_by_group("seed", {**dict.fromkeys(ids, "a"), "another one": "b"}, quota)

        assert [item for item in both if item != "another one"] == alone


class TestPopulationHash:
    def test_changes_with_an_id_and_with_a_group(self) -> None:
        hashes = {population_hash(groups) for groups in ({"1": "a"}, {"1": "b"}, {"2": "a"}, {"1": "a", "2": "a"}, {})}

        assert len(hashes) == 5

    def test_does_not_depend_on_the_order(self) -> None:
        assert population_hash({"1": "a", "2": "b"}) == population_hash({"2": "b", "1": "a"})

    def test_refuses_a_tab(self) -> None:
        with pytest.raises(ValueError, match="tab"):
            population_hash({"1\t2": "a"})
