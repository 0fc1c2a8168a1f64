"""The sizes and bounds of the documents come out, and what the formulas promise holds for any numbers."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, strategies as st

from huixiang.proofs.bounds import most_false, sample_size, two_stages

FIVE = Fraction(5, 100)
HUNDREDTH = Fraction(1, 100)


def cdf(found: int, population: int, false: int, sample: int) -> Fraction:
    """The same probability, by another way: as a product of what is left out, term by term."""
    total = Fraction(0)
    for each in range(found + 1):
        total += Fraction(comb(sample, each) * comb(population - sample, false - each), comb(population, false))
    return total


class TestSampleSize:
    @pytest.mark.parametrize(
        ("population", "ten", "five", "one"),
        [(50, 22, 31, 48), (100, 25, 45, 95), (200, 27, 51, 155), (500, 28, 56, 225), (1000, 29, 57, 258),
         (5000, 29, 59, 290)],
    )  # fmt: skip
    def test_is_that_of_the_table(self, population: int, ten: int, five: int, one: int) -> None:
        sizes = [sample_size(population, Fraction(rate, 100), 0, FIVE) for rate in (10, 5, 1)]

        assert sizes == [ten, five, one]

    def test_grows_with_what_is_allowed(self) -> None:
        assert [sample_size(5000, FIVE, allowed, FIVE) for allowed in range(4)] == [59, 93, 123, 152]

    def test_is_everything_when_too_few_could_be_false(self) -> None:
        assert sample_size(10, FIVE, 1, FIVE) == 10

    @given(population=st.integers(1, 120), rate=st.integers(1, 60), allowed=st.integers(0, 3))
    def test_is_enough_and_one_fewer_is_not(self, population: int, rate: int, allowed: int) -> None:
        size = sample_size(population, rate * HUNDREDTH, allowed, FIVE)
        false = -(-rate * population // 100)

        assert 1 <= size <= population
        if false > allowed:
            assert cdf(allowed, population, false, size) <= FIVE
            assert size == 1 or cdf(allowed, population, false, size - 1) > FIVE

    @pytest.mark.parametrize(
        ("population", "rate", "allowed", "alpha"),
        [(0, FIVE, 0, FIVE), (5, Fraction(0), 0, FIVE), (5, FIVE, -1, FIVE), (5, FIVE, 0, Fraction(1))],
    )
    def test_refuses(self, population: int, rate: Fraction, allowed: int, alpha: Fraction) -> None:
        with pytest.raises(ValueError, match=r"population|shares|none"):
            sample_size(population, rate, allowed, alpha)


class TestTwoStages:
    @pytest.mark.parametrize(
        ("population", "sizes"),
        [(50, (35, 45)), (100, (52, 71)), (200, (61, 88)), (500, (67, 100)), (1000, (70, 105)), (5000, (72, 109))],
    )
    def test_are_those_of_the_table(self, population: int, sizes: tuple[int, int]) -> None:
        assert two_stages(population, FIVE, FIVE) == sizes

    @given(population=st.integers(1, 150))
    def test_only_grow(self, population: int) -> None:
        first, second = two_stages(population, FIVE, FIVE)

        assert 1 <= first <= second <= population


class TestMostFalse:
    @pytest.mark.parametrize(("found", "share"), [(0, Fraction("4.5")), (1, Fraction("7.25")), (2, Fraction("9.75"))])
    def test_is_that_of_the_documents(self, found: int, share: Fraction) -> None:
        assert Fraction(100 * most_false(400, 59, found, FIVE), 400) == share

    @given(population=st.integers(1, 100), facts=st.data())
    def test_is_the_largest_that_the_sample_does_not_rule_out(self, population: int, facts: st.DataObject) -> None:
        sample = facts.draw(st.integers(0, population))
        found = facts.draw(st.integers(0, sample))

        most = most_false(population, sample, found, FIVE)

        assert found <= most <= population - (sample - found)
        assert cdf(found, population, most, sample) > FIVE
        assert most == population or cdf(found, population, most + 1, sample) <= FIVE

    def test_is_what_was_found_when_all_were_looked_at(self) -> None:
        assert most_false(20, 20, 3, FIVE) == 3

    def test_is_everything_when_nothing_was(self) -> None:
        assert most_false(20, 0, 0, FIVE) == 20

    def test_is_below_the_rate_after_a_clean_first_stage(self) -> None:
        first, second = two_stages(400, FIVE, FIVE)

        assert [most_false(400, first, 0, FIVE / 2), most_false(400, second, 1, FIVE / 2)] == [19, 19]

    @pytest.mark.parametrize(("population", "sample", "found"), [(5, 6, 0), (5, 3, 4), (5, 3, -1)])
    def test_refuses_impossible_numbers(self, population: int, sample: int, found: int) -> None:
        with pytest.raises(ValueError, match="no more"):
            most_false(population, sample, found, FIVE)
