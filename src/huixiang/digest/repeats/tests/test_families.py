import numpy as np

from huixiang.digest.repeats.families import Rows, Scores, families

ALIKE = {(0, 1): 0.8, (1, 2): 0.9, (0, 3): 0.6, (2, 3): 0.7, (4, 5): 1.0}


class Asked:
    """Answers from a table of likenesses, and remembers what it was asked."""

    def __init__(self) -> None:
        self.pairs: list[tuple[int, int]] = []

    def __call__(self, lefts: Rows, rights: Rows) -> tuple[Rows, Rows, Scores]:
        asked = list(zip(lefts.tolist(), rights.tolist(), strict=True))
        self.pairs += asked
        return laid_out({pair: ALIKE[pair] for pair in asked if pair in ALIKE})


def laid_out(scores: dict[tuple[int, int], float]) -> tuple[Rows, Rows, Scores]:
    pairs = np.array(list(scores), np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1], np.array(list(scores.values()), np.float32)


class TestFamilies:
    def test_join_rows_to_the_first_row_they_are_like(self) -> None:
        found = families(*laid_out(ALIKE), 6, Asked())

        assert found.firsts.tolist() == [0, 0, 2, 2, 4, 4]
        assert found.scores.round(1).tolist() == np.array([0, 0.8, 0, 0.7, 0, 1.0], np.float32).tolist()

    def test_ask_for_likenesses_that_no_key_suggested(self) -> None:
        asked = Asked()
        families(*laid_out({(0, 1): 0.8, (1, 2): 0.9}), 6, asked)

        assert asked.pairs == [(0, 2)]

    def test_are_none_without_pairs(self) -> None:
        assert families(*laid_out({}), 3, Asked()).firsts.tolist() == [0, 1, 2]
