"""A wrong label stands out, the rest do not."""

import pytest

from huixiang.digest.classes.doubting import doubtful_labels
from huixiang.digest.classes.tests.spoken import spoken
from huixiang.digest.errors import DigestError


class TestDoubtfulLabels:
    def test_find_the_swapped_label(self) -> None:
        texts, labels = spoken()
        labels[12] = "食堂"  # the lift that was not mended for a month
        found = doubtful_labels(texts, labels, seed=1)
        first = found.slice(0, 1).to_pylist()[0]
        assert (first["row"], first["label"], first["likelier"]) == (12, "食堂", "电梯")
        assert first["confidence"] > first["label_confidence"]

    def test_leave_a_text_with_two_labels_in_peace(self) -> None:
        texts, labels = spoken()
        labels[12] = "食堂、公交"
        assert 12 not in doubtful_labels(texts, labels, seed=1)["row"].to_pylist()

    def test_count_rows_as_they_were_given(self) -> None:
        texts, labels = spoken()
        labels[12] = "食堂"
        found = doubtful_labels(["", *texts], [None, *labels], seed=1)
        assert found["row"].to_pylist()[0] == 13

    def test_refuse_what_cannot_be_learnt_from(self) -> None:
        with pytest.raises(DigestError, match="nothing to learn from"):
            doubtful_labels([], [], seed=1)
