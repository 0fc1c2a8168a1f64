"""Acts that leave a problem in its state still move it to the top of the lists."""

from __future__ import annotations

import datetime as dt

from huixiang.sorting.models import Problem


def act_on(problem: Problem, *, at: dt.datetime, **fields: object) -> None:
    """Keep the fields and the moment of the last act, which never goes back, of a locked problem."""
    problem.last_act_at = max(problem.last_act_at, at)
    for name, value in fields.items():
        setattr(problem, name, value)
    problem.save(update_fields=["last_act_at", *fields])
