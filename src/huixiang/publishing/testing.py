"""Builders through the services: a problem whose words everybody may read, and one whose words wait."""

from __future__ import annotations

import datetime as dt

from huixiang.ledger import services as ledger
from huixiang.ledger.testing import make_assigned, make_measure
from huixiang.people.testing import NOON, Cast
from huixiang.publishing import services
from huixiang.sorting.models import Problem
from huixiang.sorting.testing import make_item, make_problem
from huixiang.verification.testing import make_confirmed

__all__ = ["make_assigned", "make_problem", "make_public", "make_records"]


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


def make_records(cast: Cast) -> None:
    """Three problems, one of them closed; three measures, one of them done; five voices, one feeding nothing."""
    make_confirmed(cast)
    problem = make_assigned(cast, voices=2)
    done, _planned = make_measure(cast, problem), make_measure(cast, problem)
    ledger.finish_measure(measure_id=done.pk, by=cast.actor("wanglei"), at=NOON)
    make_problem(cast)
    make_item("没有单位的事。")
