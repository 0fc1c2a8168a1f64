"""Which days a promise may be made for: from today on, and not so far away that it promises nothing."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.utils.translation import gettext as _

from huixiang.kernel.errors import Refusal
from huixiang.people import queries as people

FARTHEST: Final = dt.timedelta(days=3 * 366)
"""A slip of the year (2062, 9999) would show as thousands of working days, and cost as much to count."""


class BadDeadline(Refusal):
    """The day is not possible; nothing was written."""


def require_possible(day: dt.date, at: dt.datetime) -> None:
    """Check that a day can be promised now.

    :raises BadDeadline: it lies in the past, or more than three years ahead.
    """
    today = people.local_day(at)
    if day < today:
        raise BadDeadline(_("The day lies in the past."))
    if day > today + FARTHEST:
        raise BadDeadline(_("The day is more than three years away. Look at the year."))
