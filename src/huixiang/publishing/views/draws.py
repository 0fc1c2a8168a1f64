"""Everybody sees from which seed call-backs were drawn: on record before anybody knows who is rung."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from huixiang.kernel import clock
from huixiang.people import queries as people
from huixiang.people.requests import HouseRequest
from huixiang.publishing import queries
from huixiang.publishing.pages.draws import draws_table
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page


@require_GET
def draws(request: HouseRequest) -> HttpResponse:
    page = paginate(queries.public_draws(), request.GET.get("at", ""), order=("-pk",))
    table = draws_table(page.items, today=people.local_day(clock.now()))
    return render_page(request, "publishing/draws.html", {"page": page, "table": table})
