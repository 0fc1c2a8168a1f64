"""Reads of the dispatch catalogue: which rule counts for a label and a place, the most particular one first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import DispatchRule
from huixiang.listening.models import Place
from huixiang.sorting import queries as sorting
from huixiang.sorting.models import Label, Problem


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule is looked up for: the labels, perhaps of several taxonomies, and the place; empty: not known."""

    labels: Sequence[Label] = ()
    place: Place | None = None


def dispatch_rules_of(day: dt.date) -> QuerySet[DispatchRule]:
    """The rules that count on a day or will count later, by label and place."""
    counts = Q(until=None) | (Q(until__gte=day) & Q(until__gte=F("since")))
    return _rules().filter(counts)


def past_dispatch_rules(day: dt.date) -> QuerySet[DispatchRule]:
    """The rules that no longer count on a day, the latest first; those that never counted are left out."""
    return _rules().filter(until__lt=day, until__gte=F("since")).order_by("-until", "-id")


def dispatch_rule_numbered(rule_id: int) -> DispatchRule:
    """One rule.

    :raises NotFound: there is none of this id here.
    """
    rule = _rules().filter(pk=rule_id).first()
    if rule is None:
        raise NotFound(f"dispatch rule {rule_id}")
    return rule


def matching_rules(subject: Subject, day: dt.date) -> list[DispatchRule]:
    """The rules that fit on a day, the most particular first, also those whose unit was closed. One query.

    The deepest label goes first, then the deepest place, then the one that began later: what it is about says who is
    competent, the place says which of them.
    """
    labels = [pk for label in subject.labels for pk in _steps(label.path)]
    places = _steps(subject.place.path) if subject.place else []
    rows = dispatch_rules_of(day).filter(
        Q(label=None) | Q(label__in=labels), Q(place=None) | Q(place__in=places), since__lte=day
    )
    return sorted(rows, key=_particular, reverse=True)


def dispatch_rule_for(subject: Subject, day: dt.date) -> DispatchRule | None:
    """The rule that counts on a day: the most particular one whose unit still works; None where there is none."""
    return next((rule for rule in matching_rules(subject, day) if rule.unit.closed_on is None), None)


def subject_of(problem: Problem) -> Subject:
    """The labels people gave the voices of a problem, the most frequent first, and its place. Two queries at most."""
    voices = sorting.voice_ids_of(problem)
    labels = Label.objects.filter(given__ended_at=None, given__voice__in=voices).annotate(times=Count("given"))
    return Subject(tuple(labels.order_by("-times", "id")), problem.place)


def _rules() -> QuerySet[DispatchRule]:
    return DispatchRule.objects.select_related("label__taxonomy", "place", "unit")


def _steps(path: str) -> list[int]:
    return [int(step) for step in path.split("/") if step]


def _particular(rule: DispatchRule) -> tuple[int, int, dt.date, int]:
    label = len(_steps(rule.label.path)) if rule.label else 0
    place = len(_steps(rule.place.path)) if rule.place else 0
    return label, place, rule.since, rule.pk
