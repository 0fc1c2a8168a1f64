"""Keeps the register of rules and the licences cleaned up. What is in force is never made undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.ledger import policies
from huixiang.ledger.models import LicenceItem, Rule, RuleAnswer
from huixiang.ledger.services.words import required
from huixiang.ledger.states import RULE_MOVES, RuleKind, RuleState
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.sorting.models import Problem


class RuleImpossible(Refusal):
    """The days or the state make no sense, or what it needs is missing; nothing was written."""


@transaction.atomic
def enter_rule(  # noqa: PLR0913 - a line of the register has this many columns
    *, title: str, kind: RuleKind, unit: Unit, due_on: dt.date, by: Actor, at: dt.datetime, numbers: Sequence[int] = ()
) -> Rule:
    """Enter a rule that is to be made, revised or abolished, and the numbers of the problems it answers.

    :raises NotAllowed: the policy says no. :raises WordsMissing: no title.
    :raises RuleImpossible: a problem of one of these numbers does not exist.
    """
    policies.may_plan(by).require()
    problems = list(Problem.objects.filter(number__in=numbers).order_by("number"))
    if missing := sorted(set(numbers) - {each.number for each in problems}):
        raise RuleImpossible(_("There is no problem %(number)s.") % {"number": missing[0]})
    rule = Rule.objects.create(title=required(title), kind=kind, unit=unit, due_on=due_on, by_id=by.user_id or 0, at=at)
    RuleAnswer.objects.bulk_create(RuleAnswer(rule=rule, problem=each) for each in problems)
    facts = {"kind": str(kind), "unit": unit.pk, "due_on": due_on.isoformat(), "problems": [p.pk for p in problems]}
    journal.record("ledger.rule.entered", about=f"rule:{rule.pk}", by=by, at=at, after=facts)
    return rule


@transaction.atomic
def move_rule(  # noqa: PLR0913 - what is known when a rule comes into force
    *,
    rule_id: int,
    state: RuleState,
    by: Actor,
    at: dt.datetime,
    document_number: str = "",
    effective_on: dt.date | None = None,
    review_on: dt.date | None = None,
) -> Rule:
    """Say how far a rule is. In force, or abolished, it needs its document number and the day.

    :raises NotFound: no such rule. :raises NotAllowed: the policy says no.
    :raises RuleImpossible: no such move, number or day missing, or a review before it is in force.
    """
    rule = Rule.objects.order_by().select_for_update().filter(pk=rule_id).first()
    if rule is None:
        raise NotFound(f"rule {rule_id}")
    policies.may_plan(by).require()
    if state not in RULE_MOVES[RuleState(rule.state)]:
        raise RuleImpossible(_("From where it stands the rule cannot move there."))
    if state == RuleState.DONE and (effective_on is None or not document_number.strip()):
        raise RuleImpossible(_("Give the document number and the day from which it counts."))
    if review_on and effective_on and review_on <= effective_on:
        raise RuleImpossible(_("The review comes after the day from which it counts."))
    before = {"state": rule.state}
    rule.state = state
    if state == RuleState.DONE:
        rule.document_number, rule.effective_on, rule.review_on = document_number.strip(), effective_on, review_on
    rule.save(update_fields=["state", "document_number", "effective_on", "review_on"])
    facts = {"state": str(state), "document_number": rule.document_number}
    journal.record("ledger.rule.moved", about=f"rule:{rule.pk}", by=by, at=at, before=before, after=facts)
    return rule


@transaction.atomic
def review_rule(*, rule_id: int, review_on: dt.date, words: str, by: Actor, at: dt.datetime) -> Rule:
    """Write down what the review of a rule in force found, and when it is looked at next.

    :raises NotFound: no such rule. :raises NotAllowed: the policy says no. :raises WordsMissing: nothing was said.
    :raises RuleImpossible: it is not in force, or the next day has passed.
    """
    rule = Rule.objects.order_by().select_for_update().filter(pk=rule_id).first()
    if rule is None:
        raise NotFound(f"rule {rule_id}")
    policies.may_plan(by).require()
    if rule.state != RuleState.DONE or rule.kind == RuleKind.ABOLISHED:
        raise RuleImpossible(_("Only a rule in force is reviewed."))
    if review_on <= people.local_day(at):
        raise RuleImpossible(_("Choose a day to come for the next review."))
    before = {"review_on": rule.review_on.isoformat() if rule.review_on else None}
    facts = {"review_on": review_on.isoformat(), "words": required(words)}
    rule.review_on = review_on
    rule.save(update_fields=["review_on"])
    journal.record("ledger.rule.reviewed", about=f"rule:{rule.pk}", by=by, at=at, before=before, after=facts)
    return rule


@transaction.atomic
def enter_licence(  # noqa: PLR0913 - a line of the register has this many columns
    *, title: str, before: str, after: str, basis: str, done_on: dt.date, by: Actor, at: dt.datetime
) -> LicenceItem:
    """Enter a licence that was cut down or abolished: how it was, how it is now, by what, since when.

    :raises NotAllowed: the policy says no. :raises WordsMissing: a column is empty.
    :raises RuleImpossible: a day that has not come yet.
    """
    policies.may_plan(by).require()
    if done_on > people.local_day(at):
        raise RuleImpossible(_("That day has not come yet. Enter it once it is done."))
    item = LicenceItem.objects.create(
        title=required(title), before=required(before), after=required(after), basis=required(basis), done_on=done_on,
        by_id=by.user_id or 0, at=at,
    )  # fmt: skip
    facts = {"title": item.title, "done_on": done_on.isoformat()}
    journal.record("ledger.licence.entered", about=f"licence:{item.pk}", by=by, at=at, after=facts)
    return item
