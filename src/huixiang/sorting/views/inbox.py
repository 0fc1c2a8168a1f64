"""The inbox itself: queue, the voice being read, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound
from huixiang.listening.queries import places_like
from huixiang.people.requests import HouseRequest
from huixiang.sorting import policies, queries, services
from huixiang.sorting.forms import FilterForm, ViewForm, read_chosen, read_number
from huixiang.sorting.models import InboxItem
from huixiang.sorting.pages.inbox import DEFAULT_VIEWS, Row, done_of, row_of, view_links
from huixiang.sorting.pages.suggestions import alarm_badges
from huixiang.sorting.pages.voice import ReadVoice, read_voice
from huixiang.sorting.queries.suggestions import alarms_of
from huixiang.sorting.views.gate import back_to, readers_only
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page

NOT_A_FILTER = frozenset({"at", "item", "done"})

OFFERED = 50  # places beside the filter


@require_GET
@readers_only
def inbox(request: HouseRequest) -> HttpResponse:
    """What waits, filtered; beside it the voice that is being read."""
    query = _wanted(request)
    form = FilterForm(query)
    wanted = form.filter()
    # The rows answer what paging asks of a queryset: filter, order_by and a slice.
    found = cast("QuerySet[InboxItem]", queries.inbox(wanted))
    page = paginate(found, query.get("at", ""), order=queries.order_of(wanted))
    reading = _reading(request, query.get("item", ""))
    opened = reading.item.pk if reading else None
    beside = _beside(query)
    saved, done = list(queries.saved_views(request.actor)), read_number(query.get("done", ""))
    context: dict[str, Any] = {
        "places": places_like("", OFFERED), "form": form, "page": page,
        "reading": reading, "query": _without(query),
        "view_form": ViewForm(),
        "rows": _rows(page.items, beside, opened),
        "views": view_links(_plain(query), saved, queries.inbox_counts()),
        "back": f"{request.path}?{_without(query).urlencode()}", "may_sort": policies.may_sort(request.actor),
        "done": done_of(done, request.actor, at=clock.now()),
    }  # fmt: skip
    return render_page(request, "sorting/inbox.html", context)


def _rows(items: Sequence[InboxItem], beside: str, opened: UUID | None) -> list[Row]:
    alarms = alarms_of([item.pk for item in items])
    return [
        row_of(
            item,
            url=f"{beside}{item.pk}",
            current=item.pk == opened,
            alarms=alarm_badges(item, alarms.get(item.pk, set())),
        )
        for item in items
    ]


def _wanted(request: HouseRequest) -> QueryDict:
    """The filter of the address; without any, the new ones."""
    query = request.GET.copy()
    if not set(query) - NOT_A_FILTER:
        query.update(DEFAULT_VIEWS[0][1])
    return query


def _without(query: QueryDict, *names: str) -> QueryDict:
    kept = query.copy()
    for name in (*NOT_A_FILTER, *names, *[name for name, value in query.items() if not value]):
        kept.pop(name, None)
    return kept


def _plain(query: QueryDict) -> dict[str, str]:
    return {name: str(value) for name, value in query.items()}


def _beside(query: QueryDict) -> str:
    """The address of the queue as it stands, to be ended with the id of the voice to read beside it."""
    kept = query.copy()
    for name in ("done", "item"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}&item=" if kept else "?item="


def _reading(request: HouseRequest, voice_id: str) -> ReadVoice | None:
    chosen = next(iter(read_chosen([voice_id])), None)
    if chosen is None:
        return None
    try:
        return read_voice(queries.item_of(chosen), request.actor, at=clock.now())
    except NotFound:
        return None


@require_POST
@readers_only
def keep_view(request: HouseRequest) -> HttpResponse:
    """Keep the filter of the page under a name."""
    form = ViewForm(request.POST)
    form.is_valid()
    query = QueryDict(request.POST.get("query", ""))
    services.save_view(
        name=form.cleaned_data.get("name", ""), query=_plain(_without(query)), by=request.actor, at=clock.now()
    )
    return HttpResponseRedirect(f"{reverse('sorting:inbox')}?{_without(query).urlencode()}")


@require_POST
@readers_only
def drop_view(request: HouseRequest, view_id: int) -> HttpResponse:
    """Drop one of the clerk's own views."""
    services.remove_view(view_id=view_id, by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("sorting:inbox"))


@require_POST
@readers_only
def undo(request: HouseRequest, act_id: int) -> HttpResponse:
    """Undo an act as a whole; a refusal says who did what since."""
    act = services.undo(act_id=act_id, by=request.actor, at=clock.now())
    return back_to(request, done=act.pk)
