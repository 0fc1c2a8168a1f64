"""Who may do what at the inbox, each with the sentence a page shows beside the refused button."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.listening.models import Voice
from huixiang.listening.states import Lane
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Act, InboxItem, Problem
from huixiang.sorting.states import GIVES_VOICES, MOVES, TAKES_VOICES, InboxState, ProblemState


def may_read_voices(actor: Actor) -> Ruling:
    """Test whether this person may open the inbox and read voices."""
    if actor.may(Permission.READ_VOICES):
        return YES
    return Ruling(_("Only clerks and the office read the inbox."))


def may_sort(actor: Actor) -> Ruling:
    """Test whether this person may join, answer or set aside voices. The system may, by rule."""
    if actor.kind == "system" or actor.may(Permission.SORT_VOICES):
        return YES
    return Ruling(_("Only clerks and the office decide what becomes of a voice."))


def may_edit_taxonomies(actor: Actor) -> Ruling:
    """Test whether this person may change taxonomies, their labels and the places. The system may."""
    if actor.kind == "system" or actor.may(Permission.ASSIGN_PROBLEM):
        return YES
    return Ruling(_("Only the office changes taxonomies and places."))


def may_talk(actor: Actor) -> Ruling:
    """Test whether this person may write to a speaker."""
    if actor.kind == "system" or actor.may(Permission.TALK_TO_SPEAKER):
        return YES
    return Ruling(_("Only clerks and the office write to speakers."))


def may_join(actor: Actor, item: InboxItem) -> Ruling:
    """Test whether the voice may feed a problem: not while it is set aside, for its speaker has read why."""
    ruling = may_sort(actor)
    if ruling and item.state == InboxState.WITHDRAWN:
        return Ruling(_("This voice was taken back with its import. Bring the import back first."))
    if ruling and item.state == InboxState.SET_ASIDE:
        return Ruling(_("This voice was set aside and its speaker can read why. Undo that first."))
    return ruling


def may_answer(actor: Actor, item: InboxItem) -> Ruling:
    """Test whether the voice may be answered: by who may write to speakers, and not while it is set aside."""
    ruling = may_talk(actor)
    return may_join(actor, item) if ruling else ruling


def may_set_aside(actor: Actor, item: InboxItem) -> Ruling:
    """Test whether the voice may be set aside: not while it feeds a problem."""
    ruling = may_join(actor, item)
    if ruling and item.state == InboxState.JOINED:
        return Ruling(_("This voice feeds a problem. Take it out there before you set it aside."))
    return ruling


def may_take_voices(actor: Actor, problem: Problem) -> Ruling:
    """Test whether voices may be added to the problem."""
    if ProblemState(problem.state) not in TAKES_VOICES or problem.withdrawn_at:
        return Ruling(
            _("Problem %(number)s is closed or joined to another: no voice can be added. Make a new problem.")
            % {"number": problem.number}
        )
    return may_sort(actor)


def may_give_voices(actor: Actor, problem: Problem) -> Ruling:
    """Test whether voices may be taken out: not while their speakers are being asked whether it is solved."""
    if ProblemState(problem.state) not in GIVES_VOICES:
        return Ruling(
            _("Problem %(number)s is reported as done or closed. Its voices stay until its speakers have judged it.")
            % {"number": problem.number}
        )
    return may_sort(actor)


def may_merge(actor: Actor, problem: Problem) -> Ruling:
    """Test whether the problem may be merged into another: only before anybody claims that it is solved."""
    if ProblemState.MERGED not in MOVES[ProblemState(problem.state)]:
        return Ruling(
            _("Problem %(number)s can no longer be merged: somebody already reported it as done.")
            % {"number": problem.number}
        )
    return may_sort(actor)


def may_regroup(actor: Actor, what: str, problem: Problem, into: Problem | None) -> Ruling:
    """Test whether voices may leave a problem (all of them for a merge), and the other may take them in."""
    ruling = may_merge(actor, problem) if what == "merge" else may_give_voices(actor, problem)
    return may_take_voices(actor, into) if ruling and into is not None else ruling


def may_undo(actor: Actor, act: Act) -> Ruling:
    """Test whether an act may be undone at all; whether things moved on since is seen when it is tried."""
    if act.undone_at is not None:
        return Ruling(_("This was undone already."))
    return may_sort(actor)


def may_see_contact(actor: Actor, voice: Voice, *, agreed: bool | None) -> Ruling:
    """Test whether this person may see who spoke: never for anonymous voices, else in the open lane or if agreed.

    ``agreed`` is None when the speaker left neither name nor contact.
    """
    if not actor.may(Permission.READ_SPEAKER):
        return Ruling(_("Only clerks and the office may see who spoke."))
    if voice.lane == Lane.ANONYMOUS:
        return Ruling(_("This voice is anonymous. You can write to the speaker here; they read it with their receipt."))
    if agreed is None:
        return Ruling(_("The speaker left no name and no contact."))
    if voice.lane == Lane.CONFIDENTIAL and not agreed:
        return Ruling(_("The speaker does not want to be contacted. Write here; they read it with their receipt."))
    return YES


def may_teach(actor: Actor) -> Ruling:
    """Test whether this person may let the engine learn from decisions, or go back to an earlier version."""
    if actor.kind == "system" or actor.may(Permission.ASSIGN_PROBLEM):
        return YES
    return Ruling(_("Only the office lets the engine learn or goes back to an earlier version."))
