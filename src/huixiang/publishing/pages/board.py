"""The board and the page of a unit: filters with counts, and rows that read like a newspaper column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from huixiang.publishing.pages.words import GROUPS, Badge, Words, badge_of, late_badge, suspended_badge
from huixiang.publishing.queries import BoardAsk, Counts
from huixiang.publishing.states import BoardGroup
from huixiang.sorting.models import Problem
from huixiang.sorting.states import AT_WORK
from huixiang.web.dates import local_day


@dataclass(frozen=True, slots=True)
class Filter:
    """A group of the board with the link that opens exactly its rows; no count while searching."""

    label: Words
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A problem on the board. ``title`` is empty and ``waiting`` says so while its words wait for approval."""

    number: int
    url: str
    title: str
    waiting: str
    badge: Badge
    late: Badge | None
    age: str
    days_over: int
    voices: int
    reopened: int
    place: str
    unit: str
    unit_url: str
    last_act_on: dt.date
    suspended: Badge | None = None


def story_of(problem: Problem, *, today: dt.date) -> Story:
    """The row of a problem loaded by ``queries.board_rows``."""
    public = getattr(problem, "publication", None)
    over = days_over(problem, today)
    return Story(
        number=problem.number,
        url=reverse("publishing:problem", args=[problem.number]),
        title=public.title if public else "",
        waiting="" if public else _waiting((today - problem.opened_on).days),
        badge=badge_of(problem.state),
        late=late_badge() if over else None,
        age=_age(problem, today),
        days_over=over,
        voices=problem.voices_count,
        reopened=problem.reopened_count,
        place=problem.place.name if public and problem.place else "",
        unit=problem.unit.label if problem.unit else "",
        unit_url=reverse("publishing:unit", args=[problem.unit.code]) if problem.unit else "",
        last_act_on=local_day(problem.last_act_at),
        suspended=suspended_badge() if getattr(problem, "stands_suspended", False) else None,
    )


def story_words(story: Story) -> str:
    """The facts of a story in one line, for readers who see no badges."""
    badges = [str(story.badge.label), *(str(each.label) for each in (story.late, story.suspended) if each)]
    return " · ".join(filter(None, [*badges, story.age, story.place, story.unit]))


def _waiting(days: int) -> str:
    if days == 0:
        return _("Its words are waiting for approval, since today")
    words = ngettext(
        "Its words are waiting for approval, for %(n)s day now",
        "Its words are waiting for approval, for %(n)s days now",
        days,
    )
    return words % {"n": days}


def _age(problem: Problem, today: dt.date) -> str:
    days = ((problem.closed_on or today) - problem.opened_on).days
    if problem.closed_on:
        return ngettext("took %(n)s day", "took %(n)s days", days) % {"n": days} if days else _("closed within the day")
    return ngettext("open for %(n)s day", "open for %(n)s days", days) % {"n": days} if days else _("listed today")


def days_over(problem: Problem, today: dt.date) -> int:
    """Days since the deadline passed while the unit still has to act; 0 otherwise."""
    if problem.due_on is None or problem.state not in AT_WORK:
        return 0
    return max((today - problem.due_on).days, 0)


def board_url(ask: BoardAsk, *, at: str = "", path: str | None = None, **changed: str) -> str:
    """The canonical address of what was asked: parameters in one order, without the empty ones."""
    asked = {
        "state": "" if ask.group is BoardGroup.ALL else ask.group.value,
        "unit": ask.unit.code if ask.unit and path in {None, reverse("publishing:feed")} else "",
        "place": ask.place.code if ask.place else "",
        "q": ask.words,
        "at": at,
    } | changed
    kept = {name: value for name, value in asked.items() if value}
    return (path or reverse("publishing:board")) + ("?" + urlencode(kept) if kept else "")


def filters_of(ask: BoardAsk, counts: Counts | None, *, path: str | None = None) -> tuple[Filter, ...]:
    """The groups, in a fixed order, each with its link; the search stays in the link."""
    of: Mapping[BoardGroup, int] = counts.of if counts else {}
    return tuple(
        Filter(
            label=GROUPS[group],
            url=board_url(ask, path=path, state="" if group is BoardGroup.ALL else group.value),
            current=group is ask.group,
            count=of.get(group),
        )
        for group in BoardGroup
    )


def heading_of(ask: BoardAsk) -> str:
    """What the list shows, in words, for the top of a printed sheet."""
    parts = [str(GROUPS[ask.group])]
    if ask.unit:
        parts.append(ask.unit.label)
    if ask.place:
        parts.append(ask.place.name)
    if ask.words:
        parts.append(_("“%(words)s”") % {"words": ask.words})
    return " · ".join(parts)
