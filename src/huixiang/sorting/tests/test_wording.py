from __future__ import annotations

from collections.abc import Sequence

from huixiang.sorting.wording import alike

WORDS = "桂花路的路灯坏了。"


class TestAskingForTextsAlike:
    def test_asks_for_every_run_when_nothing_is_known_of_them(self) -> None:
        assert str(alike(WORDS)).count("|") == 4

    def test_asks_for_the_rare_ones_when_they_are_known(self) -> None:
        def common(terms: Sequence[str]) -> list[float]:
            return [3.0 if term == "桂花" else 50_000.0 for term in terms]

        asked = str(alike(WORDS, common=common))

        assert "'桂花' & '花路' & '路的'" in asked
        assert "|" not in asked

    def test_asks_for_the_two_rarest_when_all_are_common(self) -> None:
        def common(terms: Sequence[str]) -> list[float]:
            return [10_000.0 + len(terms) - at for at, _term in enumerate(terms)]

        assert str(alike(WORDS, common=common)).count("|") == 1
