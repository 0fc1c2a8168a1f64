"""A matter that more people raise than can be weighed against each other at once."""

from dataclasses import replace
from itertools import product

import numpy as np

from huixiang.digest.matters import RULES, find_matters
from huixiang.digest.matters.components import components, pieces, within
from huixiang.digest.matters.tests.voices import SAID, Row, by_id, table
from huixiang.digest.repeats import find_repeats

TITLES = ("望江新城搅拌站噪音扰民", "望江新城小区搅拌站粉尘大", "投诉望江新城旁的搅拌站", "望江新城搅拌站彻夜施工")
BODIES = (
    "搅拌站的噪音让老人睡不着。",
    "粉尘落满望江新城的阳台。",
    "搅拌站离望江新城小区只有百米。",
    "货车进出搅拌站压坏了路。",
)


def crowd() -> list[Row]:
    pairs = enumerate(product(TITLES, BODIES))
    return [*SAID[2:], *((f"w{number}", title, body, f"u{number}", 1 + number) for number, (title, body) in pairs)]


class TestCrowd:
    def test_stays_one_matter_when_taken_apart_to_be_weighed(self) -> None:
        voices = table(crowd())

        matters = find_matters(voices, find_repeats(voices), rules=replace(RULES, largest=5))

        named = by_id(matters.voices)
        assert len({named[f"w{number}"] for number in range(16)}) == 1
        assert [named["c"], named["d"], named["e"]] == [None, None, None]


class TestPieces:
    def test_are_what_the_stronger_pairs_hold_together(self) -> None:
        near = (np.array([0, 1, 2, 3]), np.array([1, 2, 3, 4]), np.array([0.9, 0.9, 0.4, 0.9]))

        found = list(pieces(np.arange(5), near, replace(RULES, largest=3)))

        assert [part.tolist() for part in found] == [[0, 1, 2], [3, 4]]

    def test_are_cut_by_rows_if_all_are_equal(self) -> None:
        near = (np.array([0, 1, 2]), np.array([1, 2, 3]), np.ones(3))

        found = list(pieces(np.arange(4), near, replace(RULES, largest=2)))

        assert [part.tolist() for part in found] == [[0, 1], [2, 3]]


def test_components_and_the_pairs_within() -> None:
    near = (np.array([0, 4]), np.array([2, 5]), np.array([0.5, 0.6]))

    small, crowds = components(6, near, largest=10)

    assert ([part.tolist() for part in small], crowds) == ([[0, 2], [4, 5]], [])
    assert [part.tolist() for part in within(small[1], near)] == [[0], [1], [0.6]]
