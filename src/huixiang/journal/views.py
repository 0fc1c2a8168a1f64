"""The journal's one page: every act of the organisation, in words, newest first."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from huixiang.journal import pages, policies, queries
from huixiang.journal.forms import JournalFilter
from huixiang.web.paging import Page, paginate
from huixiang.web.responses import render_page


@require_GET
def entries(request: Any) -> HttpResponse:
    if not request.actor.is_member:
        return redirect_to_login(request.get_full_path())
    policies.may_read_journal(request.actor).require()
    form = JournalFilter(request.GET)
    if not form.is_valid():
        return render_page(request, "journal/entries.html", {"form": form, "page": Page(()), "lines": ()}, status=422)
    wanted = queries.Wanted(**form.cleaned_data, zone=request.organisation.zone)
    page = paginate(queries.entries_wanted(wanted), request.GET.get("at", ""), order=("-id",))
    context = {"form": form, "page": page, "lines": pages.lines(page.items, reader=request.actor)}
    return render_page(request, "journal/entries.html", context)
