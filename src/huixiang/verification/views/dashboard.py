"""The dashboard: four charts, each above the table it is drawn from. Without scripts the tables are all there is."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from huixiang.kernel import clock
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.verification import pages, policies, queries
from huixiang.web.responses import render_page

WEEKS = 26
TWO_YEARS, ONE_YEAR, EIGHT_WEEKS = (dt.timedelta(days=days) for days in (730, 365, 56))


@members_only
@require_GET
def dashboard(request: HouseRequest) -> HttpResponse:
    actor, today = request.actor, people.local_day(clock.now())
    policies.may_read_metrics(actor).require()
    charts = (
        pages.flow_chart(queries.weeks(actor, today=today, count=WEEKS), today=today),
        pages.age_chart(queries.ages(actor, today=today, days=TWO_YEARS.days)),
        pages.heat_chart(queries.answers_by_kind(actor, since=today - ONE_YEAR), queries.units_seen_by(actor)),
        pages.place_chart(queries.hot_places(actor, since=today - EIGHT_WEEKS)),
    )
    return render_page(request, "verification/dashboard.html", {"charts": charts})
