"""What the metrics page shows: each rate with its n, how sure it is, and the way to its rows. Bands, never ranks."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.people.models import Unit
from huixiang.verification.labels import BAND_WORDS, COUNT_WORDS, FORMULA_WORDS, METRIC_WORDS
from huixiang.verification.metrics import (
    FORMULAS,
    SHIPPED,
    DoesNotAddUp,
    Figure,
    Metric,
    Rule,
    Tally,
    band_of,
    figures_of,
    plain_mean,
    pooled,
)
from huixiang.verification.queries import NOWHERE
from huixiang.web.parts import Cell, Column, Number, Table

DASH = "—"
ANSWERED = (Metric.RESPONSE, Metric.SOLUTION, Metric.SATISFACTION, Metric.COMPOSITE)
FIRST_TABLE = (*ANSWERED, Metric.PARTICIPATION, Metric.CLOSING, Metric.ON_TIME)
OF_THE_HOUSE = (Metric.DIRECT, Metric.CONNECTED)
"""Counted for the whole house: no unit has them."""
SECOND_TABLE = tuple(metric for metric in Metric if metric not in (*FIRST_TABLE, *OF_THE_HOUSE))
EXAMPLE = Tally(due=29_186, closed=25_783, closed_on_time=24_165)
"""Lianyungang in June 2019, as published: the rates must come out as 88.34 % and 82.80 %."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where the rows of a count are: the page of rows with the same period and units."""

    query: Mapping[str, str]

    @property
    def text(self) -> str:
        """The question as it stands in an address."""
        return urlencode(self.query)

    def rows(self, count: str, *, unit_id: int | None = None) -> str:
        """The address of the rows behind a count, of one unit alone or of all chosen."""
        own = f"unit={unit_id}&only=on&" if unit_id is not None else ""
        return f"{_rows_of(tuple(self.query.items()), alone=unit_id is not None)}{own}count={count}"


@functools.lru_cache(maxsize=64)
def _rows_of(query: tuple[tuple[str, str], ...], *, alone: bool) -> str:
    """The beginning of an address of rows: a page has thousands of them, and resolving each took a second."""
    kept = [(name, value) for name, value in query if not (alone and name == "unit")]
    return f"{reverse('metrics:rows')}?{urlencode(kept)}&"


def percent_words(figure: Figure) -> str:
    """The rate as written: two decimals, the composite one; a dash where there is nothing to divide by."""
    percent = figure.percent(1 if figure.metric == Metric.COMPOSITE else 2)
    if percent is None:
        return DASH
    return str(percent) if figure.metric == Metric.COMPOSITE else f"{percent} %"


def numbers(tallies: Iterable[Tally], rule: Rule, links: Links) -> tuple[Number, ...]:
    """Every metric of all chosen units together, with n and an interval."""
    return tuple(_number(figure, links) for figure in pooled(tallies, rule).values())


def unit_table(
    tallies: Mapping[int, Tally], units: Sequence[Unit], rule: Rule, links: Links, *, metrics: Sequence[Metric]
) -> Table:
    """The rates by unit in the order of the tree, after all together and the plain mean. Never sorted by a rate."""
    graded = Metric.COMPOSITE in metrics
    columns = [Column(_("Unit")), *([Column("V", numeric=True)] if graded else [])]
    columns += [Column(METRIC_WORDS[metric], numeric=True) for metric in metrics]
    columns += [Column(_("Band"))] if graded else []
    rows = [_pooled_row(tallies.values(), rule, links, metrics), _mean_row(tallies.values(), rule, metrics)]
    for unit_id, label in _in_order(tallies, units, metrics):
        rows.append(_unit_row(unit_id, label, tallies[unit_id], rule, links, metrics))
    caption = _("Answers and closing, by unit") if graded else _("The other rates, by unit")
    return Table(caption, columns, rows if tallies else [], stack=True, empty=_("Nothing was counted in this period."))


def only_of(tallies: Mapping[int, Tally], units: Sequence[Unit], *, everywhere: bool) -> dict[int, Tally]:
    """The counts of these units; of all, also of those with no unit, for somebody who reads everywhere."""
    known = {unit.pk for unit in units}
    return {unit_id: tally for unit_id, tally in tallies.items() if everywhere or unit_id in known}


def count_table(tallies: Iterable[Tally], links: Links) -> Table:
    """Every count behind the rates, each with its rows."""
    whole = sum(tallies, start=Tally())
    rows = [
        (Cell(words), Cell(str(getattr(whole, name)), url=links.rows(name) if getattr(whole, name) else ""))
        for name, words in COUNT_WORDS.items()
    ]
    columns = (Column(_("What was counted")), Column(_("How many"), numeric=True))
    return Table(_("All counts, with their rows"), columns, rows)


def formula_table() -> Table:
    """How each metric is defined."""
    rows = [(Cell(METRIC_WORDS[metric]), Cell(words)) for metric, words in FORMULA_WORDS.items()]
    per_head = _(
        "orders registered in a place with all below it, of its residents times 10,000; no share, so no interval"
    )
    rows.append((Cell(_("Orders per 10,000 residents")), Cell(per_head)))
    return Table(_("How it is computed"), (Column(_("Rate")), Column(_("Definition"))), rows, stack=True)


def rule_words(rule: Rule) -> str:
    """A version in one sentence."""
    weights = rule.weights
    facts = {
        "version": rule.version,
        "weights": "/".join(
            str(int(100 * part)) for part in (weights.response, weights.solution, weights.satisfaction)
        ),
        "basically": _shown(rule.basically),
        "least": rule.least_n,
        "good": _shown(rule.bands[0].least),
        "fair": _shown(rule.bands[1].least),
    }
    words = _(
        "Version %(version)s: weights %(weights)s, “satisfied on the whole” counts %(basically)s; good from %(good)s,"
        " fair from %(fair)s; no band below n = %(least)s."
    )
    return words % facts


def example_lines() -> list[str]:
    """The published example, computed here and now by the same functions."""
    figures = figures_of(EXAMPLE, SHIPPED)
    return [
        f"{METRIC_WORDS[metric]}: {figures[metric].count}/{figures[metric].of} = {percent_words(figures[metric])}"
        for metric in (Metric.CLOSING, Metric.ON_TIME)
    ]


def _number(figure: Figure, links: Links) -> Number:
    low_high = figure.interval and (f"{100 * figure.interval.low:.1f} %", f"{100 * figure.interval.high:.1f} %")
    of = "" if not figure.of else f"{_shown(figure.count)}/{figure.of}"
    of = f"n = {figure.of}" if of and figure.metric == Metric.COMPOSITE else of
    counts = FORMULAS[figure.metric]
    name = counts.counts[0] if len(counts.counts) == 1 else counts.of
    url = links.rows(name) if figure.of else ""
    number = Number(METRIC_WORDS[figure.metric], percent_words(figure), interval=low_high or None, rows_url=url)
    return replace(number, label=f"{number.label} ({of})") if of else number


def _shown(count: Decimal) -> str:
    return f"{count.normalize():f}"


def _in_order(tallies: Mapping[int, Tally], units: Sequence[Unit], metrics: Sequence[Metric]) -> list[tuple[int, str]]:
    known = [(unit.pk, unit.label) for unit in units if unit.pk in tallies]
    nowhere = tallies.get(NOWHERE, Tally())
    has_any = any(getattr(nowhere, FORMULAS[metric].of) for metric in metrics)
    return [*known, *([(NOWHERE, _("With no unit yet"))] if has_any else [])]


def _unit_row(
    unit_id: int, label: str, tally: Tally, rule: Rule, links: Links, metrics: Sequence[Metric]
) -> list[Cell]:
    figures = figures_of(tally, rule)
    cells = [_rate_cell(figures[metric], links, unit_id) for metric in metrics]
    if Metric.COMPOSITE not in metrics:
        return [Cell(label), *cells]
    rows = links.rows("answered", unit_id=unit_id) if tally.answered else ""
    return [Cell(label), Cell(str(tally.answered), url=rows), *cells, Cell(_band_words(figures, rule))]


def _rate_cell(figure: Figure, links: Links, unit_id: int | None) -> Cell:
    if not figure.of:
        return Cell(DASH)
    formula = FORMULAS[figure.metric]
    name = formula.counts[0] if len(formula.counts) == 1 else formula.of
    text = percent_words(figure)
    if figure.metric not in ANSWERED:
        text = f"{text} ({_shown(figure.count)}/{figure.of})"
    return Cell(text, url=links.rows(name, unit_id=unit_id))


def _band_words(figures: Mapping[Metric, Figure], rule: Rule) -> str:
    band = band_of(figures[Metric.COMPOSITE], rule)
    if band is not None:
        return str(BAND_WORDS[band.name])
    return _("no band, n below %(n)s") % {"n": rule.least_n} if figures[Metric.COMPOSITE].of else DASH


def _pooled_row(tallies: Iterable[Tally], rule: Rule, links: Links, metrics: Sequence[Metric]) -> list[Cell]:
    whole = sum(tallies, start=Tally())
    figures = figures_of(whole, rule)
    cells = [_rate_cell(figures[metric], links, None) for metric in metrics]
    head = Cell(_("All together (every order weighs alike)"))
    if Metric.COMPOSITE not in metrics:
        return [head, *cells]
    return [head, Cell(str(whole.answered)), *cells, Cell(_band_words(figures, rule))]


def _mean_row(tallies: Iterable[Tally], rule: Rule, metrics: Sequence[Metric]) -> list[Cell]:
    means = plain_mean(tallies, rule)
    cells = [Cell(_mean_words(metric, means[metric])) for metric in metrics]
    head = Cell(_("Plain mean (every unit weighs alike)"))
    return [head, Cell(""), *cells, Cell("")] if Metric.COMPOSITE in metrics else [head, *cells]


def _mean_words(metric: Metric, share: Decimal | None) -> str:
    if share is None:
        return DASH
    return percent_words(Figure(metric, share * 10**6, 10**6, None))


def wrong_words(wrong: DoesNotAddUp) -> str:
    """Why nothing is computed: which counts contradict each other, and by how much."""
    facts = {
        "whole": COUNT_WORDS.get(wrong.whole_name, wrong.whole_name),
        "n": wrong.whole,
        "parts": sum(wrong.parts.values()),
        "difference": wrong.difference,
    }
    words = _("The counts do not add up: %(whole)s %(n)s, their parts %(parts)s, difference %(difference)s.")
    return words % facts + " " + _("Nothing is computed from them. Tell your administrator.")
