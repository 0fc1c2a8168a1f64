"""Builders through the services: a problem whose words everybody may read, and one whose words wait."""

from __future__ import annotations

import datetime as dt

from huixiang.ledger.testing import make_assigned
from huixiang.people.testing import NOON, Cast
from huixiang.publishing import services
from huixiang.sorting.models import Problem
from huixiang.sorting.testing import make_problem

__all__ = ["make_assigned", "make_problem", "make_public"]


def make_public(
    cast: Cast,
    problem: Problem | None = None,
    *,
    title: str = "桂花路路灯不亮",
    words: str = "桂花路三盏路灯不亮，晚上行人看不清路。",
    at: dt.datetime = NOON,
) -> Problem:
    """A problem whose words 刘芳 of the office approved for everybody."""
    problem = problem or make_problem(cast, at=at)
    services.publish(problem_id=problem.pk, title=title, words=words, by=cast.actor("liufang"), at=at)
    problem.refresh_from_db()
    return problem
