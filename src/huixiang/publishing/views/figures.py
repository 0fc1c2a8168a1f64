"""The rows behind the figure of a paper, and behind any count of now."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from huixiang.kernel import clock
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.publishing import policies
from huixiang.publishing.pages import figures as pages
from huixiang.publishing.paper_forms import CountForm
from huixiang.publishing.queries.counting import rows_behind, with_relations
from huixiang.publishing.queries.figures import open_figure
from huixiang.publishing.states import COUNTS_VOICES, PaperKind, Question
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page


@members_only
@require_safe
def figure(request: HouseRequest, figure_code: str) -> HttpResponse:
    policies.may_make_paper(request.actor, PaperKind.PROBLEMS).require()
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    opened = open_figure(figure_code, reader=request.actor, today=today)
    rows = with_relations(opened.question, opened.rows)
    page = paginate(rows, request.GET.get("at", ""), order=pages.order_of(opened.question))
    context = pages.figure_page(opened, today=today)
    context |= {"page": page, "table": pages.rows_table(opened.question, page.items, column=context["column"])}
    return render_page(request, "publishing/figure.html", context)


@members_only
@require_safe
def figures(request: HouseRequest) -> HttpResponse:
    policies.may_make_paper(request.actor, PaperKind.PROBLEMS).require()
    form = CountForm(request.GET or None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        question = Question(form.cleaned_data["question"])
        form.expect_state_of(voices=question in COUNTS_VOICES)
    if not form.is_bound or form.errors:
        return render_page(request, "publishing/figures.html", context, status=422 if form.errors else 200)
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    rows = rows_behind(question, form.terms, reader=request.actor, today=today)
    page = paginate(with_relations(question, rows), request.GET.get("at", ""), order=pages.order_of(question))
    context |= {
        "page": page, "table": pages.rows_table(question, page.items), "value": rows.order_by().count(),
        "silent": question in COUNTS_VOICES and not request.actor.may(Permission.READ_VOICES),
    }  # fmt: skip
    return render_page(request, "publishing/figures.html", context)
