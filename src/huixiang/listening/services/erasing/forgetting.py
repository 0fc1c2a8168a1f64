"""Erases personal data of voices and sealed cases: words, files, keys, names. What stays is that there was a voice.

Decides what goes, in the caller's transaction, with the entry of the log that says so; who may ask for it, and when,
is decided by the modules beside. Everything here may be done again: what is gone already is not touched.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from huixiang.journal import services as journal
from huixiang.journal.models import JournalEntry
from huixiang.kernel import events
from huixiang.kernel.actor import Actor
from huixiang.kernel.tenancy import ERASED
from huixiang.listening.events import VoicesErased
from huixiang.listening.keepers import keepers
from huixiang.listening.models import (
    Attachment,
    CaseKey,
    Erasure,
    ErasureNotice,
    ErasureOrder,
    Import,
    ImportFailure,
    ImportRow,
    Message,
    PeeledKey,
    Revelation,
    SealedCase,
    SealedFile,
    SealedMessage,
    Speaker,
    Voice,
)
from huixiang.listening.services.days import day_moment
from huixiang.listening.services.erasing.lists import write_down
from huixiang.listening.services.files import remove_files
from huixiang.listening.states import ErasureGround, ErasureScope, Lane, Sealing
from huixiang.people.queries import local_day

IMPORTED: Final = (
    "listening.voices.imported", "listening.voices.imported_in_part", "listening.voices.committed_anew",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Why:
    """How much is erased and on which ground; ``order`` where two people decided so."""

    scope: ErasureScope
    ground: ErasureGround
    order: ErasureOrder | None = None
    replayed: bool = False


def erase_voices(voice_ids: Collection[UUID], *, why: Why, by: Actor, at: dt.datetime) -> list[Erasure]:
    """Erase these voices, or who spoke in them; gives what was erased, without those that were before.

    Each leaves one journal entry and one entry of the log. About 25 statements, and 3 a voice. Of imported voices the
    common leaf of their import is made anew, which reads all voices of it: 5 microseconds each.
    """
    rows = Voice.objects.select_for_update(of=("self",)).filter(pk__in=voice_ids, erased_on=None).order_by("pk")
    if why.scope == ErasureScope.SPEAKER:
        voices = list(rows.filter(speaker__isnull=False))
        Speaker.objects.filter(voice__in=voices).delete()
        return [_note(voice, why, (), by=by, at=at) for voice in voices]
    voices = list(rows)
    if not voices:
        return []
    shared = _shared_leaves(voices)
    gone = _forget_everywhere([voice.pk for voice in voices], at=at)
    _blank(voices, at=at)
    done = [_note(voice, why, [f"voice:{voice.pk}", *gone], by=by, at=at) for voice in voices]
    for import_id, leaf in shared.items():
        _record("listening.voices.committed_anew", f"import:{import_id}", why, [leaf], by=by, at=at)
    events.emit(VoicesErased(tuple(voice.pk for voice in voices)))
    return done


def _forget_everywhere(voice_ids: list[UUID], *, at: dt.datetime) -> list[str]:
    return sorted({about for keeper in keepers() for about in keeper.forget(voice_ids, at)})


def _blank(voices: list[Voice], *, at: dt.datetime) -> None:
    ids = [voice.pk for voice in voices]
    files = Attachment.objects.filter(voice__in=ids)
    remove_files(path for row in files.values_list("clean_path", "sealed_path") for path in row)
    files.delete()
    Message.objects.filter(voice__in=ids).exclude(words=ERASED).update(words=ERASED)
    Revelation.objects.filter(voice__in=ids).update(reason=ERASED)
    Speaker.objects.filter(voice__in=ids).delete()
    ImportRow.objects.filter(voice__in=ids).update(heading="", addressee="")
    Voice.objects.filter(pk__in=ids).update(words=ERASED, place_words="", said_at=None, erased_on=local_day(at))


def _note(voice: Voice, why: Why, leaves: Iterable[str], *, by: Actor, at: dt.datetime) -> Erasure:
    """Write what was erased; of an anonymous speaker's own act only the day is kept, as of all they do."""
    by_themselves = voice.lane == Lane.ANONYMOUS and why.ground == ErasureGround.SPEAKER
    done = _written(Erasure(voice=voice), why, at=at)
    ErasureNotice.objects.filter(voice=voice, category__in=_over_with(why)).delete()
    action = "listening.speaker.erased" if why.scope == ErasureScope.SPEAKER else "listening.voice.erased"
    _record(action, f"voice:{voice.pk}", why, leaves, by=by, at=day_moment(at) if by_themselves else at)
    return done


def _over_with(why: Why) -> list[str]:
    return ["speakers"] if why.scope == ErasureScope.SPEAKER else ["speakers", "voices"]


def _written(done: Erasure, why: Why, *, at: dt.datetime) -> Erasure:
    done.scope, done.ground, done.on = why.scope.value, why.ground.value, local_day(at)
    done.order, done.replayed = why.order, why.replayed
    done.save()
    write_down(done)
    return done


def _record(action: str, about: str, why: Why, leaves: Iterable[str], *, by: Actor, at: dt.datetime) -> None:
    facts: dict[str, object] = {"scope": why.scope.value, "law": why.ground.value, "leaves": list(leaves)}
    if why.order:
        facts |= {"asked_by": why.order.asked_by_id, "decided_by": why.order.decided_by_id}
    journal.destroy_keys(list(leaves))
    journal.record(action, about=about, by=by, at=at, after=facts)


def _shared_leaves(voices: list[Voice]) -> dict[int, str]:
    """The leaves that imported voices share with others. They will not open any longer and are made anew.

    One that does not open now is left as it is: an erasure must not cover up what somebody altered.
    """
    found = {}
    imports = ImportRow.objects.filter(voice__in=voices).order_by("brought").values_list("brought", flat=True)
    for import_id in imports.distinct():
        entries = JournalEntry.objects.filter(action__in=IMPORTED, subject=f"import:{import_id}").order_by("-pk")
        last = entries.values_list("pk", flat=True).first()
        if last is not None and journal.still_opens(f"entry:{last}"):
            found[import_id] = f"entry:{last}"
    return found


def erase_case(case_id: UUID, *, why: Why, by: Actor, at: dt.datetime) -> Erasure | None:
    """Erase a sealed case, or who spoke in it, with the keys to it; its masked summary goes with the words.

    None when it was erased before. The day alone is kept of it, as before.
    """
    case = SealedCase.objects.select_for_update(of=("self",)).filter(pk=case_id, erased_on=None).first()
    if case is None or (why.scope == ErasureScope.SPEAKER and not case.identity):
        return None
    whole = why.scope == ErasureScope.VOICE
    keys = CaseKey.objects.filter(case=case)
    (keys if whole else keys.filter(purpose__in=[Sealing.IDENTITY, Sealing.REVEALED])).delete()
    peeled = PeeledKey.objects.filter(case=case)
    (peeled if whole else peeled.filter(recovery=None)).delete()
    case.identity = b""
    if whole:
        _empty(case, at=at)
    case.save(update_fields=["identity", "body", "erased_on"])
    if whole:
        _empty_around(case)
    done = _written(Erasure(case=case), why, at=at)
    ErasureNotice.objects.filter(case=case).delete()
    action = "listening.case.erased" if whole else "listening.identity.erased"
    # Its leaf commits to the sealed name too, so it cannot be opened any longer once the name alone is gone.
    _record(action, f"case:{case.pk}", why, [f"case:{case.pk}"], by=by, at=day_moment(at))
    if whole and case.voice_id:
        erase_voices([case.voice_id], why=why, by=by, at=day_moment(at))
    return done


def _empty(case: SealedCase, *, at: dt.datetime) -> None:
    case.body, case.erased_on = b"", local_day(at)


def _empty_around(case: SealedCase) -> None:
    files: QuerySet[SealedFile] = SealedFile.objects.filter(case=case)
    remove_files(path for row in files.values_list("clean_path", "original_path") for path in row)
    files.delete()
    SealedMessage.objects.filter(case=case).delete()
    Revelation.objects.filter(case=case).update(reason=ERASED)


def erase_failed_rows(import_id: int, *, why: Why, by: Actor, at: dt.datetime) -> Erasure | None:
    """Erase the rows of an import that could not be taken in, and what was read in its file; None when done before."""
    brought = Import.objects.select_for_update(of=("self",)).filter(pk=import_id).first()
    failures = ImportFailure.objects.filter(brought=import_id)
    if brought is None or not (failures.exists() or brought.survey):
        return None
    failures.delete()
    brought.survey = None
    brought.save(update_fields=["survey"])
    ErasureNotice.objects.filter(brought=brought).delete()
    done = _written(Erasure(brought=brought), why, at=at)
    _record("listening.failed_rows.erased", f"import:{brought.pk}", why, (), by=by, at=at)
    return done
