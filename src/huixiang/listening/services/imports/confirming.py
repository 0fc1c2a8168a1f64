"""Confirms, stops and ends an import. Taking its voices in is ``running``'s business."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.kernel.events import emit
from huixiang.listening import policies
from huixiang.listening.events import ImportConfirmed, ImportTaken
from huixiang.listening.models import Import, ImportSource
from huixiang.listening.services.imports.choosing import WORDS, Choice, choice_of
from huixiang.listening.services.imports.reading import locked, move_import, survey_of
from huixiang.listening.states import ImportKind, ImportState

KEPT: Final = dt.timedelta(days=30)
"""How long the file of an import that has ended is kept."""


class NotChosen(Refusal):
    """Something must still be chosen, or what was chosen cannot be; nothing was written."""


@transaction.atomic
def confirm_import(*, import_id: int, choice: Choice, by: Actor, at: dt.datetime) -> Import:
    """Have the voices of a file taken in as chosen, by a job; the choice is remembered for tables with these columns.

    The journal's entry about the voices follows when they are in.

    :raises NotAllowed: this person may not; nothing was written.
    :raises NotChosen: no column holds the words, a column serves twice or is not there, hidden rows were not decided
        about, or no item is ticked; nothing was written.
    :raises NotNow: it does not wait for this; nothing was written.
    """
    policies.may_import(by).require()
    brought = locked(import_id)
    check_choice(brought.kind, survey_of(brought), choice)
    move_import(brought, ImportState.RUNNING, choice=choice.plain(), trouble={})
    if brought.kind == ImportKind.TABLE:
        ImportSource.objects.update_or_create(
            fingerprint=brought.fingerprint,
            defaults={"name": choice.source, "choice": choice.plain(), "used_at": at, "used_by_id": by.user_id},
        )
    emit(ImportConfirmed(brought.pk))
    return brought


def check_choice(kind: str, survey: Mapping[str, Any], choice: Choice) -> None:
    """Refuse a choice that cannot be carried out.

    :raises NotChosen: see ``confirm_import``.
    """
    if kind == ImportKind.DOCUMENT and choice.items == ():
        raise NotChosen(_("Tick at least one item that is to become a voice."))
    if kind != ImportKind.TABLE:
        return
    if not WORDS & set(choice.columns):
        raise NotChosen(_("Say which column holds the words: without it nothing can be taken in."))
    if set(choice.columns.values()) - set(survey.get("header", ())):
        raise NotChosen(_("A chosen column is not in this table."))
    if len(set(choice.columns.values())) < len(choice.columns):
        raise NotChosen(_("One column was chosen for two things. Choose it once."))
    if choice.leave_hidden is None:
        raise NotChosen(_("Say whether the hidden rows are to be taken in as well."))


@transaction.atomic
def cancel_import(*, import_id: int, by: Actor, at: dt.datetime) -> Import:
    """Stop an import: rows that are in stay in, the others are not taken; taking all back is a further step.

    :raises NotAllowed, NotNow: this person may not, or it has ended; nothing was written.
    """
    policies.may_import(by).require()
    brought = locked(import_id)
    move_import(brought, ImportState.CANCELLED, ended_at=at, ended_by_id=by.user_id)
    _record_stopped(brought, by=by, at=at)
    return brought


@transaction.atomic
def finish_import(*, import_id: int, by: Actor, at: dt.datetime) -> Import:
    """End an import whose voices are all in; the journal gets its one entry about them, none when nothing was new.

    :raises NotNow: it was stopped since, or has ended; nothing was written.
    """
    brought = locked(import_id)
    move_import(brought, ImportState.DONE, ended_at=at, ended_by_id=by.user_id)
    if brought.new:
        _record("listening.voices.imported", brought, by=by, at=at)
        emit(ImportTaken(import_id=brought.pk))
    return brought


@transaction.atomic
def break_off_import(*, import_id: int, code: str, by: Actor, at: dt.datetime) -> Import:
    """End an import whose file turned out to be damaged further on; rows that are in stay in."""
    brought = locked(import_id)
    to = ImportState.CANCELLED if brought.new else ImportState.REFUSED
    move_import(brought, to, trouble={"code": code, "params": {}}, ended_at=at, ended_by_id=by.user_id)
    _record_stopped(brought, by=by, at=at)
    return brought


@transaction.atomic
def forget_files(*, at: dt.datetime) -> int:
    """Let go of the files and samples of imports that ended 30 days ago, or were never confirmed; says of how many.

    The files themselves go with the next sweep of orphans. Writes no journal entry: nothing of the matter changes.
    """
    old = Import.objects.exclude(state=ImportState.RUNNING).exclude(sealed_path="").filter(at__lt=at - KEPT)
    return old.update(sealed_path="", survey=None)


def _record_stopped(brought: Import, *, by: Actor, at: dt.datetime) -> None:
    """What is in stays in, and has an act of its own, to which the log commits as to a whole import."""
    action = "listening.voices.imported_in_part" if brought.new else "listening.import.cancelled"
    _record(action, brought, by=by, at=at)


def _record(action: str, brought: Import, *, by: Actor, at: dt.datetime) -> None:
    facts: dict[str, object] = {"rows": brought.read, "new": brought.new, "failed": brought.failed}
    facts["channel"] = choice_of(brought.choice).channel.value
    journal.record(action, about=f"import:{brought.pk}", by=by, at=at, after=facts)
