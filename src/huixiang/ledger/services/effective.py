"""Rules that count from a day on: a new one ends the one before it; what has counted is ended, never edited."""

from __future__ import annotations

import datetime as dt
from typing import Protocol, TypeVar

from django.db.models import Q, QuerySet

from huixiang.kernel.errors import Refusal
from huixiang.ledger.models import DispatchRule, LimitRule
from huixiang.people import queries as people

Rule = TypeVar("Rule", LimitRule, DispatchRule)
DAY = dt.timedelta(days=1)


class Sentence(Protocol):
    """A refusal that is made of its sentence."""

    def __call__(self, sentence: str) -> Refusal: ...


def counts_on(day: dt.date) -> Q:
    """A condition on rules: not ended before the day."""
    return Q(until=None) | Q(until__gte=day)


def begins_later(same: QuerySet[Rule], since: dt.date) -> Rule | None:
    """One for the same that begins on the day or later, and counts at all; None where the day is free."""
    return same.filter(counts_on(since), since__gte=since).first()


def end_before(same: QuerySet[Rule], since: dt.date) -> None:
    """Let those that still count on a day end the day before."""
    same.filter(counts_on(since)).update(until=since - DAY)


def end_on(rule: Rule, until: dt.date, *, at: dt.datetime, refusal: Sentence, past: str, sooner: str) -> None:
    """Let a locked rule count up to and including a day; one that has not begun by then never counts.

    :raises Refusal: ``refusal`` of ``past`` for a day before yesterday, of ``sooner`` for one that ends sooner.
    """
    if until < people.local_day(at) - DAY:
        raise refusal(past)
    if rule.until is not None and rule.until <= until:
        raise refusal(sooner)
    rule.until = max(until, rule.since - DAY)
    rule.save(update_fields=["until"])
