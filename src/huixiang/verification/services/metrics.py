"""Writes of the metrics: a new version of the rule, a result kept as it stood. Neither is ever changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.people import queries as people
from huixiang.people.models import Organisation
from huixiang.verification import policies, queries
from huixiang.verification.metrics import Figure, Metric, RuleIsWrong, Weights, pooled
from huixiang.verification.models import MetricResult, MetricRule
from huixiang.verification.queries import Scope


class RuleImpossible(Refusal):
    """The numbers contradict each other, or a rule counts from that day already; nothing was written."""


@transaction.atomic
def set_metric_rule(  # noqa: PLR0913 - a rule has this many numbers
    *,
    since: dt.date,
    weights: Mapping[str, Decimal],
    basically: Decimal,
    least_n: int,
    good_from: Decimal,
    fair_from: Decimal,
    day_hour: int,
    month_day: int,
    why: str,
    by: Actor,
    at: dt.datetime,
) -> MetricRule:
    """Add a version of the rule that counts for periods beginning on ``since`` or later.

    ``weights`` are response, solution, satisfaction and make 1 together. Earlier results keep their version.

    :raises NotAllowed: the policy says no. :raises RuleImpossible: the numbers contradict each other, ``since`` lies
        before the last version's day, or in the past.
    """
    policies.may_set_metrics(by).require()
    Organisation.objects.select_for_update().get(pk=current_organisation_id())
    last = MetricRule.objects.order_by("-version").first()
    _require_later(since, last, today=people.local_day(at))
    made = MetricRule(
        version=last.version + 1 if last else 1, since=since, **weights, basically=basically, least_n=least_n,
        good_from=good_from, fair_from=fair_from, day_hour=day_hour, month_day=month_day, why=why.strip(),
        by_id=by.user_id, at=at,
    )  # fmt: skip
    try:
        Weights(**weights)
        made.rule  # noqa: B018 - reads as a rule, or says what is wrong
    except RuleIsWrong as wrong:
        raise RuleImpossible(_wrong_words(wrong.what)) from wrong
    made.save()
    facts = {"version": made.version, "since": since.isoformat()}
    journal.record("verification.metrics.rule_set", about=f"metric-rule:{made.pk}", by=by, at=at, after=facts)
    return made


@transaction.atomic
def keep_result(*, scope: Scope, by: Actor, at: dt.datetime) -> MetricResult:
    """Keep the counts of all units as they stand, with the figures and the version of the rule they were computed by.

    :raises NotAllowed: the policy says no. :raises DoesNotAddUp: the counts contradict each other; nothing was written.
    """
    policies.may_set_metrics(by).require()
    row = queries.rule_row_on(scope.period.first_day)
    rule = queries.rule_on(scope.period.first_day)
    tallies = queries.tallies_by_unit(scope)
    figures = pooled(tallies.values(), rule)
    made = MetricResult.objects.create(
        first_day=scope.period.first_day, last_day=scope.period.last_day, version=rule.version, rule=row,
        tallies={str(unit_id): {name: count for name, count in asdict(tally).items() if count}
                 for unit_id, tally in tallies.items()},
        figures=figures_kept(figures), by_id=by.user_id, at=at,
    )  # fmt: skip
    facts = {"version": rule.version, "first_day": made.first_day.isoformat(), "last_day": made.last_day.isoformat()}
    journal.record("verification.metrics.kept", about=f"metric-result:{made.pk}", by=by, at=at, after=facts)
    return made


def figures_kept(figures: Mapping[Metric, Figure]) -> dict[str, dict[str, object]]:
    """Figures as a result keeps them: count, n and the rounded per cent of each metric."""
    return {
        metric.value: {"count": str(figure.count), "of": figure.of, "percent": _text(figure)}
        for metric, figure in figures.items()
    }


def _text(figure: Figure) -> str | None:
    percent = figure.percent(1 if figure.metric == Metric.COMPOSITE else 2)
    return None if percent is None else str(percent)


def _require_later(since: dt.date, last: MetricRule | None, *, today: dt.date) -> None:
    if last is not None and since <= last.since:
        raise RuleImpossible(_("A version counts from %(day)s already. Choose a later day.") % {"day": last.since})
    if since < today:
        raise RuleImpossible(_("A rule is not changed for days that are over. Choose today or a later day."))


def _wrong_words(what: str) -> str:
    words = {
        "weights": _("The three weights must make 100 together."),
        "basically": _("“Satisfied on the whole” counts between 0 and 1."),
        "bands": _("The upper band must begin above the middle one, and that above 0."),
        "least_n": _("At least one answer is needed for a band."),
    }
    return words.get(what, _("A day begins at an hour from 0 to 23, a month on a day from 1 to 28."))
