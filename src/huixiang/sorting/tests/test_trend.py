"""The trend that is kept of a matter: from the first voice to the last, quiet steps between them included."""

from __future__ import annotations

import pytest

from huixiang.sorting.services.suggesting.matters import _between_first_and_last


@pytest.mark.parametrize(
    ("trend", "kept"),
    [
        ({"1月": 0, "2月": 2, "3月": 0, "4月": 1, "5月": 0}, {"2月": 2, "3月": 0, "4月": 1}),
        ({"1月": 3}, {"1月": 3}),
        ({"1月": 0}, {}),
        ({}, {}),
    ],
    ids=["a quiet month between", "one month", "nobody", "no steps"],
)
def test_trend_keeps_the_quiet_steps_between(trend: dict[str, int], kept: dict[str, int]) -> None:
    assert _between_first_and_last(trend) == kept
