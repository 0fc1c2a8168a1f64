"""Other topics and new words are noticed; more of the same is not."""

import pytest

from huixiang.digest.classes.drifting import drift, profile
from huixiang.digest.classes.model import Taxonomy
from huixiang.digest.classes.tests.spoken import AT, spoken
from huixiang.digest.classes.training import train


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    texts, labels = spoken()
    return train(texts, labels, taxonomy="后勤", seed=1, at=AT).taxonomies[0]


class TestProfile:
    def test_counts_the_likeliest_classes(self, taxonomy: Taxonomy) -> None:
        seen = profile(taxonomy, [*spoken()[0], ""])
        assert seen.texts == 30
        assert seen.shares == pytest.approx({"公交": 1 / 3, "电梯": 1 / 3, "食堂": 1 / 3})
        assert (seen.unseen, seen.new_words) == (0, ())

    def test_names_the_words_it_never_met(self, taxonomy: Taxonomy) -> None:
        seen = profile(taxonomy, ["宿舍热水", "宿舍空调", "宿舍食堂"])
        assert seen.new_words[0] == ("宿舍", 3)
        assert seen.unseen == pytest.approx(4 / 6)

    def test_of_nothing_is_empty(self, taxonomy: Taxonomy) -> None:
        assert profile(taxonomy, ["", "。"]).texts == 0


class TestDrift:
    def test_is_none_between_the_same_texts(self, taxonomy: Taxonomy) -> None:
        seen = profile(taxonomy, spoken()[0])
        assert (drift(seen, seen).shift, drift(seen, seen).changed) == (0, False)

    def test_notices_that_one_class_takes_over(self, taxonomy: Taxonomy) -> None:
        found = drift(profile(taxonomy, spoken()[0]), profile(taxonomy, spoken()[0][10:20]))
        assert found.changed
        name, change = found.moved[0]
        assert (name, round(change, 3)) == ("电梯", 0.667)
