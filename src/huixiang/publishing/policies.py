"""Who may say what in public. Working on a problem and approving its evidence for the public are two people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.ledger.models import Evidence
from huixiang.people.permissions import Permission
from huixiang.publishing.states import OF_VOICES, PaperKind
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState


def may_publish(actor: Actor) -> Ruling:
    """Test whether this person approves words for the public."""
    if not actor.may(Permission.PUBLISH):
        return Ruling(_("Words for the public are approved by the office."))
    return YES


def may_publish_problem(actor: Actor, problem: Problem) -> Ruling:
    """Test whether this person may approve public words of this problem; a merged one has none of its own."""
    if problem.state == ProblemState.MERGED:
        return Ruling(_("This problem was joined to another one; publish the words there."))
    return may_publish(actor)


def may_approve_evidence(actor: Actor, evidence: Evidence) -> Ruling:
    """Test whether this person may show a piece of evidence to everybody: not who added it."""
    ruling = may_publish(actor)
    if not ruling:
        return ruling
    if evidence.by_id == actor.user_id:
        return Ruling(_("You added this evidence yourself; somebody else has to approve it for the public."))
    return YES


def may_reply(actor: Actor, problem: Problem) -> Ruling:
    """Test whether this person may write a public reply: the office, or the unit that works on the problem."""
    if problem.state == ProblemState.MERGED:
        return Ruling(_("This problem was joined to another one; reply there."))
    works_on_it = problem.unit_id is not None and actor.may(Permission.WORK_ON_PROBLEM, unit_id=problem.unit_id)
    if not works_on_it and not actor.may(Permission.PUBLISH):
        return Ruling(_("A public reply is written by the responsible unit or the office."))
    return YES


def may_make_paper(actor: Actor, kind: PaperKind) -> Ruling:
    """Test whether this person may make such a paper: words of speakers need the right to read voices."""
    if not actor.may(Permission.READ_PROBLEMS):
        return Ruling(_("Your role does not read problems."))
    if kind in OF_VOICES and not actor.may(Permission.READ_VOICES):
        return Ruling(_("This paper holds the words of speakers. Your role does not read voices."))
    return YES


def may_arrange_columns(actor: Actor) -> Ruling:
    """Test whether this person decides which columns the papers of the organisation have."""
    if not actor.may(Permission.PUBLISH):
        return Ruling(_("The columns of papers are arranged by the office."))
    return YES
