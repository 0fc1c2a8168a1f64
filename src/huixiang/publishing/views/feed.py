"""The board as an Atom feed: what a reader's programme asks for again and again instead of its reader."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe

from huixiang.kernel import clock
from huixiang.people.requests import HouseRequest
from huixiang.publishing import queries
from huixiang.publishing.pages import board as pages
from huixiang.publishing.views.asking import asked_of

ENTRIES = 50


@require_safe
def feed(request: HouseRequest) -> HttpResponse:
    """Problems with approved words, by their last act; the same filters as the board. A day and no moment is told."""
    zone = ZoneInfo(request.organisation.zone)
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    ask = asked_of(request)
    written = Atom1Feed(
        title=f"{pages.heading_of(ask)} · {request.organisation.name}",
        link=request.build_absolute_uri(pages.board_url(ask)),
        feed_url=request.build_absolute_uri(),
        description=_("What was raised, and what came of it"),
        language=get_language(),
    )
    rows = queries.board_rows(ask, today=today).filter(publication__isnull=False)
    for problem in rows.order_by("-last_act_at", "-id")[:ENTRIES]:
        story = pages.story_of(problem, today=today)
        link = request.build_absolute_uri(reverse("publishing:problem", args=[problem.number]))
        written.add_item(
            title=story.title, link=link, unique_id=link, description=pages.story_words(story),
            updateddate=dt.datetime.combine(story.last_act_on, dt.time(), zone),
        )  # fmt: skip
    return HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
