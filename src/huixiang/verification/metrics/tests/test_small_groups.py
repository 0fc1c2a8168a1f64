"""Below ten answers nothing is shown; above it a rounded share that fits several counts."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from huixiang.verification.metrics import RoundedShare, rounded_share, wilson


class TestRoundedShare:
    @pytest.mark.parametrize("answered", [0, 1, 9])
    def test_of_fewer_than_ten_is_not_there(self, answered: int) -> None:
        assert rounded_share(answered, answered) is None

    @pytest.mark.parametrize(
        ("favourable", "answered", "percent", "at_least", "text"),
        [(0, 10, 0, 10, "≤5 %"), (10, 10, 100, 10, "≥95 %"), (7, 10, 70, 10, "70 %"), (14, 19, 70, 10, "70 %"),
         (15, 20, 80, 20, "80 %"), (1, 29, 0, 20, "≤5 %"), (450, 500, 90, 500, "90 %"), (496, 500, 100, 500, "≥95 %")],
    )  # fmt: skip
    def test_is_rounded(self, favourable: int, answered: int, percent: int, at_least: int, text: str) -> None:
        found = rounded_share(favourable, answered)

        assert found is not None
        assert (found.percent, found.at_least, found.text) == (percent, at_least, text)
        assert found.interval == wilson(percent * at_least // 100, at_least)

    @pytest.mark.parametrize(("favourable", "answered"), [(11, 10), (-1, 10), (1, 0)])
    def test_refuses_what_cannot_be(self, favourable: int, answered: int) -> None:
        with pytest.raises(ValueError, match="favourable"):
            rounded_share(favourable, answered)

    @given(answered=st.integers(10, 400), data=st.data())
    def test_leaves_more_than_one_count_possible(self, answered: int, data: st.DataObject) -> None:
        favourable = data.draw(st.integers(0, answered))
        shown = rounded_share(favourable, answered)

        assert len(_possible(shown)) > 1


def _possible(shown: RoundedShare | None) -> set[tuple[int, int]]:
    """Every count and number of answers that would be shown alike, as far as an outsider can tell."""
    assert shown is not None
    return {
        (yes, of)
        for of in range(shown.at_least, shown.at_least + 10)
        for yes in range(of + 1)
        if rounded_share(yes, of) == shown
    }
