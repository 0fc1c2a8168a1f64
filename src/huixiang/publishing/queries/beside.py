"""What the public sees beside a problem: the suspension that stands, and how many problems do not count in figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from huixiang.ledger import queries as ledger
from huixiang.publishing.queries.masks import masked
from huixiang.sorting.models import Problem


@dataclass(frozen=True, slots=True)
class PublicSuspension:
    """A suspension that stands, its words with everything certain covered; ``reviews`` counts how often it went on."""

    cause: str
    plan: str
    since: dt.datetime | None
    review_on: dt.date
    reviews: int


def public_suspension(problem: Problem) -> PublicSuspension | None:
    """The suspension that stands for the problem; None where there is none (2 queries at most)."""
    found = ledger.standing_suspensions([problem.pk]).first()
    if found is None:
        return None
    cause, plan = masked([found.cause, found.plan])
    reviews = found.reviews.exclude(after=None).count()
    return PublicSuspension(cause, plan, found.decided_at, found.review_on, reviews)


def does_not_count() -> Q:
    """A condition on problems: an exclusion was granted, so that they are left out of figures, never of the board."""
    return ~ledger.is_counted()
