"""Each measure against values worked out by hand."""

import pytest
from hypothesis import given, strategies as st

from huixiang.digest import measures
from huixiang.digest.measures import Score

GROUPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12)
ISSUES = {"1": "电梯", "2": "电梯", "3": "电梯", "4": "噪音", "5": "噪音"}


class TestClasses:
    TRUTH = ("城乡", "城乡", "城乡", "教育", "教育", "环保")
    FOUND = ("城乡", "城乡", "教育", "教育", "城乡", "城乡")

    def test_counts_what_is_right(self) -> None:
        assert measures.accuracy(self.TRUTH, self.FOUND) == 0.5
        assert measures.accuracy([], []) == 0

    def test_gives_f1_for_each_class(self) -> None:
        # 城乡: 2 right of 3 true and 4 found; 教育: 1 of 2 and 2; 环保: never found.
        assert measures.per_class_f1(self.TRUTH, self.FOUND) == {"城乡": 4 / 7, "教育": 0.5, "环保": 0}

    def test_lets_a_rare_class_count_like_a_frequent_one(self) -> None:
        assert measures.macro_f1(self.TRUTH, self.FOUND) == pytest.approx((4 / 7 + 0.5) / 3)
        assert measures.macro_f1([], []) == 0

    def test_refuses_lists_that_do_not_match(self) -> None:
        with pytest.raises(ValueError, match="shorter"):
            measures.macro_f1(self.TRUTH, self.FOUND[:2])


class TestSurestAccuracy:
    def test_looks_only_at_the_surest_rows(self) -> None:
        truth, found, sure = "aaaa", "abab", (0.9, 0.2, 0.8, 0.3)

        assert measures.surest_accuracy(truth, found, sure, 0.5) == 1
        assert measures.surest_accuracy(truth, found, sure, 0.51) == pytest.approx(2 / 3)
        assert measures.surest_accuracy(truth, found, sure, 1) == 0.5

    @pytest.mark.parametrize("share", [0, -0.1, 1.1])
    def test_refuses_a_share_outside_its_bounds(self, share: float) -> None:
        with pytest.raises(ValueError, match="share"):
            measures.surest_accuracy("a", "a", (1.0,), share)


class TestExpectedCalibrationError:
    def test_weighs_the_gap_of_each_bin_by_its_rows(self) -> None:
        # Two bins: below, one of two right at .4 and .5; above, two of two at .8 and .9.
        right, sure = (True, False, True, True), (0.4, 0.5, 0.8, 0.9)

        assert measures.expected_calibration_error(right, sure, bins=2) == pytest.approx((0.1 + 0.3) / 4)

    def test_is_none_when_confidence_keeps_its_word(self) -> None:
        assert measures.expected_calibration_error((True, False), (0.5, 0.5)) == 0
        assert measures.expected_calibration_error((True, False), (1.0, 0.0)) == 0
        assert measures.expected_calibration_error((), ()) == 0

    def test_refuses_what_is_no_confidence(self) -> None:
        with pytest.raises(ValueError, match="confidence"):
            measures.expected_calibration_error((True,), (1.5,))
        with pytest.raises(ValueError, match="bins"):
            measures.expected_calibration_error((True,), (1.0,), bins=0)


class TestPairs:
    TRUTH, FOUND = (True, True, True, False), (True, True, False, True)

    def test_measure_precision_and_recall(self) -> None:
        score = measures.pair_score(self.TRUTH, self.FOUND)

        assert score == Score(2 / 3, 2 / 3)
        assert score.f1 == pytest.approx(2 / 3)

    def test_stand_for_as_many_as_their_weight(self) -> None:
        score = measures.pair_score(self.TRUTH, self.FOUND, (10, 10, 5, 80))

        assert (score.precision, score.recall) == (0.2, 0.8)
        assert score.f1 == pytest.approx(0.32)

    def test_score_nothing_when_none_is_found_or_true(self) -> None:
        assert measures.pair_score((True,), (False,)) == Score(0, 0)
        assert measures.pair_score((False,), (True,)).f1 == 0

    def test_of_groups_are_all_that_stand_together(self) -> None:
        # Truth joins ab, ac, bc; found joins ab, cd.
        assert measures.grouped_pair_score("1112", "1122") == Score(1 / 2, 1 / 3)
        assert measures.grouped_pair_score("12", "12") == Score(0, 0)


class TestGroups:
    def test_b_cubed_means_over_the_items(self) -> None:
        # Precision 1, 1, 1/2, 1/2; recall 2/3, 2/3, 1/3, 1.
        score = measures.b_cubed("1112", "1122")

        assert score.precision == pytest.approx(3 / 4)
        assert score.recall == pytest.approx(2 / 3)
        assert measures.b_cubed("", "") == Score(0, 0)

    def test_adjusted_rand_is_as_published(self) -> None:
        # One pair shared, of 3 and 2; expected 3 * 2 / 6 = 1: chance.
        assert measures.adjusted_rand("1112", "1122") == 0
        assert measures.adjusted_rand("1122", "1123") == pytest.approx(4 / 7)
        assert measures.adjusted_rand("1212", "2121") == 1

    def test_adjusted_rand_of_no_choice_is_agreement(self) -> None:
        assert [measures.adjusted_rand(same, same) for same in ("", "1", "11", "12")] == [1, 1, 1, 1]

    @given(GROUPS)
    def test_names_do_not_matter_and_equal_groupings_score_one(self, rows: list[tuple[int, int]]) -> None:
        truth = [true for true, _ in rows]
        found = [guess for _, guess in rows]
        renamed = [f"group {guess}" for guess in found]

        assert measures.b_cubed(truth, found) == measures.b_cubed(truth, renamed)
        assert measures.adjusted_rand(truth, found) == pytest.approx(measures.adjusted_rand(found, truth))
        assert measures.b_cubed(truth, truth).f1 == pytest.approx(1)


class TestIssues:
    def test_take_the_group_that_fits_best(self) -> None:
        found = {"1": "a", "2": "a", "3": "b", "4": "c", "5": "c"}

        assert measures.best_f1_of_issues(ISSUES, found) == {"电梯": 0.8, "噪音": 1}
        assert measures.issue_f1(ISSUES, found) == 0.9

    def test_count_strangers_in_a_group_as_errors(self) -> None:
        found = dict.fromkeys("12345", "all") | {"6": "all", "7": "other"}

        assert measures.best_f1_of_issues(ISSUES, found) == {"电梯": pytest.approx(6 / 9), "噪音": 0.5}
        assert measures.best_f1_of_issues(ISSUES, found, excluded={"6", "5"})["电梯"] == pytest.approx(6 / 7)

    def test_find_items_that_nobody_grouped_alone(self) -> None:
        assert measures.best_f1_of_issues(ISSUES, {}) == {"电梯": 0.5, "噪音": pytest.approx(2 / 3)}
        assert measures.issue_f1({}, {}) == 0

    def test_of_size_are_found_from_a_half_up(self) -> None:
        found = {"1": "a", "2": "a", "3": "b", "4": "c", "5": "d"}

        assert measures.large_issues_found(ISSUES, found, least=3) == (1, 1)
        assert measures.large_issues_found(ISSUES, found, least=2, f1=0.7) == (1, 2)


class TestCohenKappa:
    def test_is_as_in_the_textbook(self) -> None:
        # 20 both yes, 15 both no, 5 and 10 apart: agreed .7, by chance .5.
        first = "y" * 25 + "n" * 25
        second = "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15

        assert measures.cohen_kappa(first, second) == pytest.approx(0.4)

    def test_is_nothing_when_one_gives_everything_one_label(self) -> None:
        assert measures.cohen_kappa("yyyy", "ynyn") == 0
        assert measures.cohen_kappa("yyyy", "yyyy") == 0
