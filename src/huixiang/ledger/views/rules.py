"""The register of rules with what must be reviewed, one rule, and the licences cleaned up."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huixiang.kernel import clock
from huixiang.ledger import pages, policies, queries, services
from huixiang.ledger.forms import LicenceForm, RuleForm, RuleMoveForm, RuleReviewForm
from huixiang.ledger.states import RuleKind, RuleState
from huixiang.ledger.views import registering
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.web.paging import paginate


@members_only
@require_GET
def rules_page(request: HouseRequest) -> HttpResponse:
    policies.may_read_plans(request.actor).require()
    return _rule_new(request)


@members_only
@require_http_methods(["GET", "POST"])
def rule_new(request: HouseRequest) -> HttpResponse:
    policies.may_plan(request.actor).require()
    return _rule_new(request)


def _rule_new(request: HouseRequest) -> HttpResponse:
    form, ruling = RuleForm(registering.typed(request)), policies.may_plan(request.actor)
    today, url = people.local_day(clock.now()), reverse("plans:rules")

    def page() -> dict[str, Any]:
        found = paginate(queries.rules(), request.GET.get("at", ""), order=("-pk",))
        late = queries.rules_to_review(today).count()
        lead = _("Rules whose day of review has come: %(count)s.") % {"count": late} if late else ""
        shown = pages.RegisterPage(_("Rules"), [pages.rule_table(found.items, today, may_act=ruling.allowed)], lead,
                                   links=[registering.paper("rules")],
                                   back=(reverse("plans:plans"), _("Plans")))  # fmt: skip
        part = pages.FormShown(_("Enter a rule"), form, _("Enter it"), reverse("plans:rule_new"), ruling)
        return {"page": shown, "pager": found, "forms": [part]}

    def perform() -> str:
        facts = {**form.cleaned_data, "kind": RuleKind(form.cleaned_data["kind"])}
        services.enter_rule(**facts, by=request.actor, at=clock.now())
        return url

    return registering.answer(request, form, ruling=ruling, page=page, perform=perform, done=_("The rule is entered."))


@members_only
@require_http_methods(["GET", "POST"])
def rule(request: HouseRequest, register_id: int) -> HttpResponse:
    found, ruling = queries.rule_of(register_id), policies.may_plan(request.actor)
    ruling.require()
    review = found.state == RuleState.DONE
    form: Any = (RuleReviewForm if review else RuleMoveForm)(registering.typed(request))
    url = reverse("plans:rules")

    def page() -> dict[str, Any]:
        table = pages.rule_table([found], people.local_day(clock.now()), may_act=False)
        shown = pages.RegisterPage(found.title, [table], back=(url, _("Rules")))
        title, button = (_("Review it"), _("Keep the review")) if review else (_("How far it is"), _("Save"))
        return {"page": shown, "forms": [pages.FormShown(title, form, button, request.path, ruling)]}

    def perform() -> str:
        facts = {**form.cleaned_data, "rule_id": register_id, "by": request.actor, "at": clock.now()}
        if review:
            services.review_rule(**facts)
        else:
            services.move_rule(**{**facts, "state": RuleState(facts["state"])})
        return url

    return registering.answer(request, form, ruling=ruling, page=page, perform=perform, done=_("It is noted."))


@members_only
@require_GET
def licences(request: HouseRequest) -> HttpResponse:
    policies.may_read_plans(request.actor).require()
    return _licence_new(request)


@members_only
@require_http_methods(["GET", "POST"])
def licence_new(request: HouseRequest) -> HttpResponse:
    policies.may_plan(request.actor).require()
    return _licence_new(request)


def _licence_new(request: HouseRequest) -> HttpResponse:
    form, ruling = LicenceForm(registering.typed(request)), policies.may_plan(request.actor)
    url = reverse("plans:licences")

    def page() -> dict[str, Any]:
        found = paginate(queries.licences(), request.GET.get("at", ""), order=("-pk",))
        table = pages.licence_table(found.items, people.local_day(clock.now()))
        shown = pages.RegisterPage(_("Licences cleaned up"), [table], back=(reverse("plans:plans"), _("Plans")))
        part = pages.FormShown(_("Enter a licence"), form, _("Enter it"), reverse("plans:licence_new"), ruling)
        return {"page": shown, "pager": found, "forms": [part]}

    def perform() -> str:
        services.enter_licence(**form.cleaned_data, by=request.actor, at=clock.now())
        return url

    return registering.answer(request, form, ruling=ruling, page=page, perform=perform, done=_("It is entered."))
