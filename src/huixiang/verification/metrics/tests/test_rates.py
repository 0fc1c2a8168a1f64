"""The formulas against published figures and by hand; counts that contradict each other are refused."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from huixiang.verification import metrics
from huixiang.verification.metrics import (
    SHIPPED,
    Band,
    DoesNotAddUp,
    Metric,
    Rule,
    RuleIsWrong,
    Tally,
    Weights,
    band_of,
    figures_of,
    plain_mean,
    pooled,
    require_parts_make_whole,
)

JUNGAR = Rule(
    version=3,
    weights=Weights(Decimal("0.30"), Decimal("0.35"), Decimal("0.35")),
    basically=Decimal("0.9"),
    least_n=10,
    bands=(Band("all", Decimal(0)),),
    day_hour=0,
    month_day=1,
)
ANSWERS = Tally(answered=20, contacted=19, solved=15, satisfied=12, basically=5, dissatisfied=3)


class TestWorkedExample:
    """Lianyungang, June 2019: 29,186 orders due, 25,783 closed, 24,165 of them on time."""

    def test_gives_the_published_rates(self) -> None:
        figures = figures_of(Tally(due=29_186, closed=25_783, closed_on_time=24_165), SHIPPED)

        assert str(figures[Metric.CLOSING].percent()) == "88.34"
        assert str(figures[Metric.ON_TIME].percent()) == "82.80"

    def test_says_how_sure(self) -> None:
        interval = figures_of(Tally(due=29_186, closed=25_783), SHIPPED)[Metric.CLOSING].interval

        assert interval is not None
        assert (round(interval.low, 4), round(interval.high, 4)) == (0.8797, 0.8870)


class TestRates:
    def test_of_answers_follow_the_formulas(self) -> None:
        figures = figures_of(ANSWERS, SHIPPED)

        shares = [figures[metric].percent() for metric in (Metric.RESPONSE, Metric.SOLUTION, Metric.SATISFACTION)]
        assert shares == [Decimal("95.00"), Decimal("75.00"), Decimal("82.50")]

    @pytest.mark.parametrize(("rule", "composite"), [(SHIPPED, "80.0"), (JUNGAR, "83.6")])
    def test_composite_follows_the_weights_of_the_rule(self, rule: Rule, composite: str) -> None:
        assert str(figures_of(ANSWERS, rule)[Metric.COMPOSITE].percent(1)) == composite

    @pytest.mark.parametrize("metric", Metric)
    def test_without_a_denominator_there_is_no_rate(self, metric: Metric) -> None:
        figure = figures_of(Tally(), SHIPPED)[metric]

        assert (figure.share, figure.percent(), figure.interval) == (None, None, None)

    def test_more_returns_than_hand_overs_have_no_interval(self) -> None:
        figure = figures_of(Tally(handed=2, returns_asked=3), SHIPPED)[Metric.RETURNS_ASKED]

        assert (str(figure.percent()), figure.interval) == ("150.00", None)

    def test_every_metric_has_its_counts(self) -> None:
        assert set(metrics.FORMULAS) == set(Metric)


class TestAllUnits:
    LARGE = Tally(due=1000, closed=900)
    SMALL = Tally(due=2, closed=0)

    def test_pooled_weighs_by_orders(self) -> None:
        assert pooled([self.LARGE, self.SMALL], SHIPPED)[Metric.CLOSING].percent() == Decimal("89.82")

    def test_plain_mean_weighs_units_alike(self) -> None:
        assert plain_mean([self.LARGE, self.SMALL, Tally()], SHIPPED)[Metric.CLOSING] == Decimal("0.45")

    def test_plain_mean_of_nothing_is_nothing(self) -> None:
        assert plain_mean([Tally()], SHIPPED)[Metric.CLOSING] is None


class TestBand:
    def of(self, n: int, solved: int) -> str | None:
        tally = Tally(answered=n, contacted=n, solved=solved, satisfied=solved, dissatisfied=n - solved)
        band = band_of(figures_of(tally, SHIPPED)[Metric.COMPOSITE], SHIPPED)
        return band.name if band else None

    @pytest.mark.parametrize(("n", "solved", "band"), [(10, 10, "good"), (10, 8, "fair"), (10, 2, "weak")])
    def test_follows_the_composite(self, n: int, solved: int, band: str) -> None:
        assert self.of(n, solved) == band

    @pytest.mark.parametrize("n", [0, 1, 9])
    def test_is_not_given_below_ten(self, n: int) -> None:
        assert self.of(n, n) is None


class TestCountsThatDoNotAddUp:
    def test_are_refused_with_the_difference(self) -> None:
        parts = {"满意": 7934, "基本满意": 4844, "不满意": 87}

        with pytest.raises(DoesNotAddUp) as refused:
            require_parts_make_whole("有效票", 12_874, parts)

        assert refused.value.difference == 9

    def test_are_refused_when_ways_of_satisfaction_are_missing(self) -> None:
        with pytest.raises(DoesNotAddUp, match="difference 1"):
            figures_of(Tally(answered=10, satisfied=9), SHIPPED)

    @pytest.mark.parametrize(
        "tally", [Tally(due=1, closed=2), Tally(due=3, closed=1, closed_on_time=2), Tally(asked=1, rated=2)]
    )
    def test_are_refused_when_a_part_is_larger_than_its_whole(self, tally: Tally) -> None:
        with pytest.raises(DoesNotAddUp):
            figures_of(tally, SHIPPED)

    def test_are_refused_when_negative(self) -> None:
        with pytest.raises(DoesNotAddUp):
            require_parts_make_whole("answered", 0, {"satisfied": 1, "basically": -1})


class TestWilson:
    @pytest.mark.parametrize(
        ("count", "of", "low", "high"), [(9, 10, 59.6, 98.2), (45, 50, 78.6, 95.7), (450, 500, 87.1, 92.3)]
    )
    def test_gives_the_known_intervals(self, count: int, of: int, low: float, high: float) -> None:
        interval = metrics.wilson(count, of)

        assert interval is not None
        assert (round(100 * interval.low, 1), round(100 * interval.high, 1)) == (low, high)

    @given(of=st.integers(1, 10**6), share=st.floats(0, 1))
    def test_always_holds_the_share_and_stays_within(self, of: int, share: float) -> None:
        count = round(of * share)
        interval = metrics.wilson(count, of)

        assert interval is not None
        assert 0 <= interval.low <= count / of + 1e-12
        assert count / of - 1e-12 <= interval.high <= 1

    @pytest.mark.parametrize(("count", "of"), [(0, 0), (2, 1), (-1, 3)])
    def test_is_none_where_there_is_no_share(self, count: int, of: int) -> None:
        assert metrics.wilson(count, of) is None


class TestRule:
    @pytest.mark.parametrize("weights", [("0.1", "0.5", "0.5"), ("-0.1", "0.6", "0.5")])
    def test_refuses_weights_that_are_not_a_whole(self, weights: tuple[str, str, str]) -> None:
        with pytest.raises(RuleIsWrong, match="weights"):
            Weights(*(Decimal(weight) for weight in weights))

    def test_refuses_bands_out_of_order(self) -> None:
        bands = (Band("fair", Decimal(75)), Band("good", Decimal(90)), Band("weak", Decimal(0)))

        with pytest.raises(RuleIsWrong, match="bands"):
            Rule(1, SHIPPED.weights, Decimal("0.9"), 10, bands, 12, 19)


class TestTally:
    @given(st.lists(st.integers(0, 50), min_size=2, max_size=2))
    def test_adds_count_by_count(self, numbers: list[int]) -> None:
        first, second = (Tally(answered=n, satisfied=n) for n in numbers)

        assert first + second == Tally(answered=sum(numbers), satisfied=sum(numbers))


def test_the_metrics_know_no_database() -> None:
    folder = Path(metrics.__file__).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not [name for name in names if name.startswith("django")]
            assert all(name.startswith("huixiang.verification.metrics") for name in names if "huixiang" in name)
