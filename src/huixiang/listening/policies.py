"""Who at the desk may register voices, read them, see files and speakers, and write to speakers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.listening.models import Voice
from huixiang.listening.states import KeyKind, Lane
from huixiang.people.permissions import Permission


def may_register(actor: Actor) -> Ruling:
    """Test whether this person may register a voice for somebody."""
    if actor.may(Permission.REGISTER_VOICE):
        return YES
    return Ruling(_("Registering a voice for somebody is for helpers and clerks. Ask the administrator for that role."))


def may_import(actor: Actor) -> Ruling:
    """Test whether this person may bring in files of voices, and take them back. The system may, by command."""
    if actor.kind == "system" or actor.may(Permission.SORT_VOICES):
        return YES
    return Ruling(_("Bringing in files of voices is for clerks and the office."))


def may_read_files(actor: Actor) -> Ruling:
    """Test whether this person may open the files of voices."""
    if actor.may(Permission.READ_VOICES):
        return YES
    return Ruling(_("Files of voices are for those who read the inbox."))


def may_see_speaker(actor: Actor, voice: Voice) -> Ruling:
    """Test whether this person may see who spoke: an anonymous speaker nobody, others those who read speakers."""
    if voice.lane == "anonymous":
        return Ruling(_("This person chose to stay unknown; nothing about them is kept."))
    if actor.may(Permission.READ_SPEAKER):
        return YES
    return Ruling(_("Who spoke is shown to clerks only."))


def may_talk(actor: Actor, voice: Voice) -> Ruling:  # noqa: ARG001 - a policy is asked about a thing
    """Test whether this person may write to the speaker of this voice."""
    if actor.may(Permission.TALK_TO_SPEAKER) or actor.kind == "system":
        return YES
    return Ruling(_("Writing to speakers is for clerks."))


def may_receive(actor: Actor) -> Ruling:
    """Test whether this person receives protected voices; their key decides which of them they can open."""
    if actor.may(Permission.RECEIVE_PROTECTED):
        return YES
    return Ruling(_("Protected voices are for those whom an administrator made recipients."))


def may_keep(actor: Actor) -> Ruling:
    """Test whether this person helps to recover protected voices."""
    if actor.may(Permission.RECOVER_PROTECTED):
        return YES
    return Ruling(_("Recovering protected voices is for the keepers."))


def may_hold_key(actor: Actor, kind: KeyKind) -> Ruling:
    """Test whether this person may have a key of this kind."""
    return may_receive(actor) if kind == KeyKind.RECIPIENT else may_keep(actor)


def may_set_upper_body(actor: Actor) -> Ruling:
    """Test whether this person may say whom speakers may turn to instead."""
    if actor.may(Permission.MANAGE_PEOPLE):
        return YES
    return Ruling(_("Only an administrator says which body stands above this one."))


def may_reveal(actor: Actor, voice: Voice) -> Ruling:
    """Test whether this person may ask for, or decide on, opening who spoke confidentially without agreeing to it."""
    if not actor.may(Permission.READ_SPEAKER):
        return Ruling(_("Only clerks and the office may ask who spoke."))
    if voice.lane != Lane.CONFIDENTIAL:
        return Ruling(_("This is for confidential voices only."))
    return YES


def may_manage_erasure(actor: Actor) -> Ruling:
    """Test whether this person may say how long things are kept, hold them back, ask for and decide on erasures."""
    if actor.may(Permission.MANAGE_ERASURE):
        return YES
    return Ruling(_("How long personal data is kept, and what is erased, is for the office and administrators."))


def may_go_to(accused: bool) -> Ruling:
    """Test that no voice in it accuses the unit it would go to, or one above (信访工作条例, art. 30)."""
    if not accused:
        return YES
    return Ruling(_("A voice in this is about that unit or one above it. It cannot go there: choose another unit."))
