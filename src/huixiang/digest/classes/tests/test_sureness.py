"""Confidence means how often a text like this is right, and few texts never make it certain."""

import numpy as np
import pytest

from huixiang.digest.classes.calibrating import fit_sureness
from huixiang.digest.classes.sureness import Sureness, lead


def drawn(rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Scores with a lead from 0 to 2, right with a chance of 1 / (1 + exp(-3 lead))."""
    rng = np.random.default_rng(0)
    scores = np.stack([rng.uniform(0, 2, rows), np.zeros(rows), np.full(rows, -1.0)], axis=1)
    right = rng.random(rows) < 1 / (1 + np.exp(-3 * scores[:, 0]))
    return scores, np.eye(3)[np.where(right, 0, 1)]


class TestSureness:
    def test_is_the_softmax_while_no_lead_was_fitted(self) -> None:
        chance = Sureness(1.0).chances(np.log([[1.0, 2.0, 5.0]]))
        assert chance[0].tolist() == pytest.approx([0.125, 0.25, 0.625])

    def test_gives_the_first_what_its_lead_says_and_shares_the_rest(self) -> None:
        chance = Sureness(1.0, 1.0, 0.0).chances(np.log([[1.0, 2.0, 8.0]]))
        assert chance[0].tolist() == pytest.approx([0.2 / 3, 0.4 / 3, 0.8])

    def test_never_puts_another_before_the_highest_score(self) -> None:
        chance = Sureness(0.01, 1.0, -5.0).chances(np.array([[1.0, 0.9, -9.0]]))
        assert chance[0].argmax() == 0
        assert chance.sum() == pytest.approx(1)

    def test_finds_how_often_a_lead_is_right(self) -> None:
        scores, targets = drawn(20_000)
        found = fit_sureness(scores, targets, np.ones(len(scores)))
        assert abs(found.slope - 3) < 0.2
        assert abs(found.offset) < 0.1

    def test_is_not_certain_after_ten_texts_that_were_right(self) -> None:
        scores = np.tile([1.0, 0.0, 0.0], (10, 1))
        found = fit_sureness(scores, np.tile([1.0, 0.0, 0.0], (10, 1)), np.ones(10))
        assert found.chances(np.array([[0.1, 0.0, 0.0]]))[0, 0] < 0.9
        assert found.chances(scores)[0, 0] > 0.9


class TestLead:
    def test_is_the_distance_of_the_first_two(self) -> None:
        assert lead(np.array([[1.0, 5.0, 3.5], [2.0, 2.0, 0.0]])).tolist() == [1.5, 0.0]
