"""Who at the desk may register voices, read them, see files and speakers, and write to speakers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.listening.models import Voice
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
