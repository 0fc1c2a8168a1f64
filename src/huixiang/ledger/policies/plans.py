"""Who may make plans, rules, pledges and projects, check what was promised, and say that a unit's part is finished."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.ledger.models import CoUnit, Plan, Pledge, Project, ProjectNote
from huixiang.people import queries as people
from huixiang.people.permissions import Permission
from huixiang.sorting.states import AT_WORK, ProblemState


def may_read_plans(actor: Actor) -> Ruling:
    """Test whether somebody may open plans, rules, pledges and projects at the desk."""
    return YES if actor.may(Permission.READ_PROBLEMS) else Ruling(_("Your role does not read problems."))


def may_plan(actor: Actor) -> Ruling:
    """Test whether somebody may make and approve plans, and keep the registers."""
    if not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the office keeps plans, rules, pledges and projects."))
    return YES


def may_approve_plan(actor: Actor, plan: Plan) -> Ruling:
    """Test whether somebody may approve a plan: the office, or a supervisor of its unit or above; never its beginner.

    In a small office the missing hand comes from outside: that supervisor (1 query for supervisors).
    """
    if actor.user_id == plan.by_id:
        return Ruling(_("You began this plan. Another person of the office, or a supervisor from above, approves it."))
    if actor.may(Permission.ASSIGN_PROBLEM):
        return YES
    if not actor.may(Permission.SUPERVISE):
        return Ruling(_("Only the office, or a supervisor from above, approves plans."))
    above = actor.unit_id is not None and people.is_within(plan.unit, actor.unit_id)
    return YES if above else Ruling(_("You supervise other units. A supervisor from above approves this plan."))


def may_show_note(actor: Actor, note: ProjectNote) -> Ruling:
    """Test whether somebody may show a note and its photo to everybody: not who wrote it."""
    ruling = may_publish_promise(actor)
    if ruling and actor.user_id == note.by_id:
        return Ruling(_("You wrote this yourself; somebody else has to approve it for the public."))
    return ruling


def may_publish_promise(actor: Actor) -> Ruling:
    """Test whether somebody may show a pledge or a project to everybody."""
    return YES if actor.may(Permission.PUBLISH) else Ruling(_("Words for the public are approved by the office."))


def may_check_pledge(actor: Actor, pledge: Pledge) -> Ruling:
    """Test whether somebody may say if a promise was kept: a checker or supervisor of another unit (1 query)."""
    if not (actor.may(Permission.CHECK_CLOSURE) or actor.may(Permission.COMMENT)):
        return Ruling(_("Only a checker or a supervisor checks what was promised."))
    if actor.user_id == pledge.by_id:
        return Ruling(_("You wrote this pledge. Somebody else must check it."))
    if actor.unit_id in people.units_below(pledge.unit):
        return Ruling(_("You belong to the unit that promised. Somebody from outside must check."))
    return YES


def may_work_on_project(actor: Actor, project: Project) -> Ruling:
    """Test whether somebody may note progress of a project and move it: its unit, or the office."""
    own = actor.may(Permission.WORK_ON_PROBLEM, unit_id=project.unit_id)
    if not own and not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the responsible unit and the office write here."))
    return YES


def may_finish_part(actor: Actor, part: CoUnit) -> Ruling:
    """Test whether somebody may say that the part of a helping unit is finished, or open again: that unit alone."""
    if part.ended_at is not None:
        return Ruling(_("This unit no longer helps with the problem."))
    if not actor.may(Permission.WORK_ON_PROBLEM, unit_id=part.unit_id):
        return Ruling(_("Only the helping unit itself says whether its part is finished."))
    if ProblemState(part.problem.state) not in AT_WORK:
        return Ruling(_("While completion is being examined, and after closing, nothing is added."))
    return YES


def may_reopen_part(actor: Actor, part: CoUnit) -> Ruling:
    """Test whether somebody may say that a finished part is open again: its unit, whoever gave it, or the office."""
    if part.ended_at is not None:
        return Ruling(_("This unit no longer helps with the problem."))
    given_by = part.order.parent.unit_id if part.order and part.order.parent else part.problem.unit_id
    units = {part.unit_id, given_by, part.problem.unit_id} - {None}
    own = any(actor.may(Permission.WORK_ON_PROBLEM, unit_id=unit) for unit in units)
    if not own and not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the helping unit, the responsible one and the office say that a part is open again."))
    if ProblemState(part.problem.state) not in AT_WORK:
        return Ruling(_("While completion is being examined, and after closing, nothing is added."))
    return YES


def are_parts_finished(parts: Sequence[CoUnit]) -> Ruling:
    """Test whether every helping unit has finished its part; else name those that have not."""
    waiting = [part.unit.label for part in parts if part.finished_at is None]
    if waiting:
        words = gettext("The work of %(units)s is not finished. Approved is not solved: wait until they say so.")
        return Ruling(words % {"units": "、".join(waiting)})
    return YES
