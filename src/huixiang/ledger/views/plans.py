"""Plans: the list, one plan beside its approved version, its acts; the part of a helping unit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound
from huixiang.kernel.ruling import Ruling
from huixiang.kernel.typed import typed_id
from huixiang.ledger import pages, policies, queries, services
from huixiang.ledger.forms import ApproveForm, EndForm, LeaveForm, PlanForm, ResultForm, TakeForm
from huixiang.ledger.labels_plans import PLAN_KINDS
from huixiang.ledger.models import Plan
from huixiang.ledger.plan_lines import Line, changes, counts_of, digest_of, from_plain
from huixiang.ledger.states import PlanKind
from huixiang.ledger.views import registering
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem
from huixiang.web.dates import day_words
from huixiang.web.paging import paginate
from huixiang.web.parts import Cell, Column, Table
from huixiang.web.responses import render_page


@members_only
@require_GET
def plans_page(request: HouseRequest) -> HttpResponse:
    policies.may_read_plans(request.actor).require()
    return _plan_new(request)


@members_only
@require_http_methods(["GET", "POST"])
def plan_new(request: HouseRequest) -> HttpResponse:
    policies.may_plan(request.actor).require()
    return _plan_new(request)


def _plan_new(request: HouseRequest) -> HttpResponse:
    form, ruling = PlanForm(registering.typed(request)), policies.may_plan(request.actor)

    def page() -> dict[str, Any]:
        found = paginate(queries.plans(), request.GET.get("at", ""), order=("-pk",))
        links = [(reverse(f"plans:{name}"), label) for name, label in _registers()]
        shown = pages.RegisterPage(_("Plans"), [pages.plan_table(found.items, _today())], links=links)
        part = pages.FormShown(_("Make a plan"), form, _("Make the plan"), reverse("plans:plan_new"), ruling)
        return {"page": shown, "pager": found, "forms": [part]}

    def perform() -> str:
        facts = {**form.cleaned_data, "kind": PlanKind(form.cleaned_data["kind"])}
        return _url(services.make_plan(**facts, by=request.actor, at=clock.now()))

    return registering.answer(request, form, ruling=ruling, page=page, perform=perform, done=_("The plan is begun."))


@members_only
@require_GET
def plan(request: HouseRequest, plan_id: int) -> HttpResponse:
    policies.may_read_plans(request.actor).require()
    return render_page(request, registering.DESK, _page(request, queries.plan_numbered(plan_id)))


@members_only
@require_GET
def version(request: HouseRequest, plan_id: int, issue: int) -> HttpResponse:
    policies.may_read_plans(request.actor).require()
    found = queries.plan_numbered(plan_id)
    kept = queries.version_of(found, issue)
    lines = queries.seen_lines(request.actor, from_plain(kept.lines))
    title = _("%(title)s, version %(number)s") % {"title": found.title, "number": kept.number}
    facts = [(_("Decided by"), kept.words), (_("Approved on"), day_words(kept.at, today=_today()))]
    table = pages.line_table(lines, _today(), caption=_("As it was approved"))
    shown = pages.RegisterPage(title, [table], numbers=pages.plan_numbers(counts_of(lines)), facts=facts,
                               links=[_as_paper(found, kept.number)], back=(_url(found), found.title))  # fmt: skip
    return render_page(request, registering.DESK, {"page": shown})


@members_only
@require_POST
def take(request: HouseRequest, plan_id: int) -> HttpResponse:
    found, form = queries.plan_numbered(plan_id), TakeForm(request.POST)

    def perform() -> str:
        asked = form.problems()
        chosen = queries.problems_chosen(request.actor, queries.Chosen(**asked)) if asked else Problem.objects.none()
        ids, rules = list(chosen.values_list("pk", flat=True)), [each.pk for each in form.cleaned_data["rules"]]
        services.take_into_plan(plan_id=plan_id, problem_ids=ids, rule_ids=rules, by=request.actor, at=clock.now())
        return _url(found)

    return _act(request, found, "take", form, perform, _("They stand in the plan now."))


@members_only
@require_POST
def leave(request: HouseRequest, plan_id: int) -> HttpResponse:
    found = queries.plan_numbered(plan_id)
    policies.may_plan(request.actor).require()
    what, _colon, thing = request.POST.get("line", "").partition(":")
    number = typed_id(thing)
    if what not in {"problem", "rule"} or number is None:
        raise NotFound(f"a line of plan {plan_id}")
    services.leave_out_of_plan(plan_id=plan_id, what=what, thing_id=number, by=request.actor, at=clock.now())
    messages.success(request, _("It was left out. Approved versions keep it."))
    return HttpResponseRedirect(_url(found))


@members_only
@require_POST
def approve(request: HouseRequest, plan_id: int) -> HttpResponse:
    found, form = queries.plan_numbered(plan_id), ApproveForm(request.POST)

    def perform() -> str:
        services.approve_plan(plan_id=plan_id, **form.cleaned_data, by=request.actor, at=clock.now())
        return _url(found)

    ruling = policies.may_approve_plan(request.actor, found)
    return _act(request, found, "approve", form, perform, _("The version stands as it was approved."), ruling=ruling)


@members_only
@require_POST
def result(request: HouseRequest, plan_id: int) -> HttpResponse:
    found, form = queries.plan_numbered(plan_id), ResultForm(request.POST)

    def perform() -> str:
        services.note_result(plan_id=plan_id, **form.cleaned_data, by=request.actor, at=clock.now())
        return _url(found)

    return _act(request, found, "result", form, perform, _("It is noted."))


@members_only
@require_POST
def end(request: HouseRequest, plan_id: int) -> HttpResponse:
    found, form = queries.plan_numbered(plan_id), EndForm(request.POST)

    def perform() -> str:
        services.end_special_action(plan_id=plan_id, **form.cleaned_data, by=request.actor, at=clock.now())
        return _url(found)

    return _act(request, found, "end", form, perform, _("The special action has ended. What is open stays open."))


def _act(  # noqa: PLR0913 - what an act on a plan needs
    request: HouseRequest, found: Plan, name: str, form: Any, perform: Any, done: str, *, ruling: Ruling | None = None
) -> HttpResponse:
    return registering.answer(
        request, form, perform=perform, done=done,
        ruling=policies.may_plan(request.actor) if ruling is None else ruling,
        page=lambda: _page(request, found, **{name: form}),
    )  # fmt: skip


def _page(request: HouseRequest, found: Plan, **typed: Any) -> dict[str, Any]:
    every, today = queries.lines_now(found), _today()
    lines = queries.seen_lines(request.actor, every)
    versions = list(found.versions.all())
    tables = [pages.line_table(lines, today, caption=_("As it stands now"))]
    if versions:
        before = queries.seen_lines(request.actor, from_plain(versions[-1].lines))
        tables.insert(0, pages.change_table(changes(before, lines), version=versions[-1].number))
    results = [(Cell(day_words(each.seen_on, today=today)), Cell(each.words)) for each in found.results.all()]
    tables.append(Table(_("What was seen so far"), [Column(_("Day")), Column(_("What was seen"))], results))
    links = [
        (reverse("plans:version", args=[found.pk, each.number]), _("version %(number)s") % {"number": each.number})
        for each in versions
    ] + [_as_paper(found)]
    lead = _("Only problems your unit may see are shown.") if len(lines) < len(every) else ""
    shown = pages.RegisterPage(
        found.title, tables, lead, pages.plan_numbers(counts_of(lines)), _head(found, today), links,
        (reverse("plans:plans"), _("Plans")),
    )  # fmt: skip
    return {"page": shown, "forms": _forms(request, found, every, typed)}


def _head(found: Plan, today: Any) -> list[tuple[Any, Any]]:
    days = f"{day_words(found.since, today=today)} – {day_words(found.until, today=today)}"
    facts = [
        (_("Which plan"), PLAN_KINDS[PlanKind(found.kind)]), (_("On what basis"), found.basis or "—"),
        (_("Period"), days), (_("Leading unit"), found.unit.label),
    ]  # fmt: skip
    if found.target_on:
        facts += [(_("Programme"), found.programme), (_("Target day"), day_words(found.target_on, today=today))]
    if found.ended_on:
        words = _("%(words)s (problems still open then: %(count)s)")
        facts.append((_("Ended on"), day_words(found.ended_on, today=today)))
        facts.append((_("With what result"), words % {"words": found.ended_words, "count": found.left_open}))
    return facts


def _as_paper(found: Plan, version: int | None = None) -> tuple[str, str]:
    """The way to the paper of this plan, or of one version of it."""
    reading = f"{found.pk}:{version}" if version else str(found.pk)
    return f"{reverse('publishing:papers')}?kind=plan&plan={reading}", _("As a paper (.docx, .xlsx, .pdf)")


def _forms(request: HouseRequest, found: Plan, lines: list[Line], typed: dict[str, Any]) -> list[pages.FormShown]:
    """The acts of this person, in their order; whoever may neither plan nor approve gets none."""
    may_plan, may_approve = policies.may_plan(request.actor), policies.may_approve_plan(request.actor, found)
    if found.ended_on or not (may_plan or may_approve):
        return []
    names = {"take", "result", "leave", *(["end"] if found.kind == PlanKind.SPECIAL else [])} if may_plan else set()
    made = {
        "take": (_("Take problems in"), TakeForm(), _("Take them in")),
        "approve": (
            _("Approve it as it stands"),
            ApproveForm(initial={"seen": digest_of(lines)}),
            _("Approve this version"),
        ),
        "result": (_("Note a result"), ResultForm(initial={"seen_on": _today()}), _("Note it")),
        "leave": (_("Leave something out"), LeaveForm(lines=lines), _("Leave it out")),
        "end": (_("End the special action"), EndForm(initial={"ended_on": _today()}), _("End it")),
    }
    rulings = {"approve": may_approve}
    return [
        pages.FormShown(
            title, registering.apart(name, typed.get(name, form)), button, reverse(f"plans:{name}", args=[found.pk]),
            rulings.get(name, may_plan),
        )
        for name, (title, form, button) in made.items()
        if name in names or name == "approve"
    ]  # fmt: skip


def _registers() -> list[tuple[str, str]]:
    return [("rules", _("Rules")), ("licences", _("Licences cleaned up")), ("pledges", _("Pledges")),
            ("projects", _("Projects"))]  # fmt: skip


def _url(found: Plan) -> str:
    return reverse("plans:plan", args=[found.pk])


def _today() -> Any:
    return people.local_day(clock.now())
