"""Everything that is kept of one voice or sealed case, for its speaker: what listening has, then what others have."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from huixiang.kernel.sealing import unseal
from huixiang.listening.keepers import KeptPart, keepers
from huixiang.listening.models import Attachment, Message, Revelation, SealedCase, Voice
from huixiang.listening.queries.retention import erasures_of, notices_of
from huixiang.listening.queries.sealed import OpenFile, body_of, files_of, sealed_file, sealed_talk
from huixiang.listening.queries.voices import ORIGINAL_PURPOSE, contact_of


def kept_of_voice(voice: Voice) -> list[KeptPart]:
    """Every row about a voice, its name and contact opened, in the order a reader wants; about 20 queries."""
    told = contact_of(voice)
    speaker = [] if told is None else [{"name": told.name, "contact": told.contact, "may_contact": told.may_contact}]
    place = voice.place.name if voice.place else voice.place_words
    said = {
        "number": voice.receipt.locator, "words": voice.words, "said_on": voice.said_on, "said_at": voice.said_at,
        "channel": voice.channel, "lane": voice.lane, "place": place, "source": voice.source,
    }  # fmt: skip
    talk = Message.objects.filter(voice=voice).order_by("pk").values("said_on", "said_at", "side", "kind", "words")
    files = Attachment.objects.filter(voice=voice).order_by("name", "pk").values("name", "media_type", "size", "digest")
    own = [
        KeptPart("voice", _("What you said"), [said]),
        KeptPart("speaker", _("Who you are"), speaker),
        KeptPart("talk", _("What was written since"), list(talk)),
        KeptPart("files", _("Your files"), list(files)),
        *_around(voice=voice),
    ]
    others = [part for keeper in keepers() for part in keeper.told(voice.pk)]
    return [part for part in (*own, *others) if part.rows]


def kept_of_case(case: SealedCase, key: bytes) -> list[KeptPart]:
    """The same of a sealed case, opened with its key; who spoke stays sealed, for it opens for two others only."""
    body = body_of(case, key)
    said = {"number": case.locator, "words": body.words, "said_on": case.said_on, "place": body.place}
    said |= {"accused": body.accused, "identity_kept": bool(case.identity), "read_on": case.read_on}
    opened = sealed_talk(case, key)
    talk = [{"said_on": one.message.said_on, "side": one.message.side, "words": one.words} for one in opened]
    files = [{"name": one.name, "media_type": one.media_type} for one in _case_files(case, key)]
    own = [
        KeptPart("case", _("What you said"), [said]),
        KeptPart("talk", _("What was written since"), talk),
        KeptPart("files", _("Your files"), files),
        *_around(case=case),
    ]
    summary = [KeptPart("summary", _("What others were told"), [{"words": case.voice.words}])] if case.voice else []
    others = [part for keeper in keepers() for part in keeper.told(case.voice_id)] if case.voice_id else []
    return [part for part in (*own, *summary, *others) if part.rows]


def _around(*, voice: Voice | None = None, case: SealedCase | None = None) -> list[KeptPart]:
    opened = Revelation.objects.filter(voice=voice, case=case).order_by("pk").values("ground", "asked_at", "granted")
    announced = [{"what": one.category, "erase_on": one.erase_on} for one in notices_of(voice=voice, case=case)]
    erased = [{"what": one.scope, "ground": one.ground, "on": one.on} for one in erasures_of(voice=voice, case=case)]
    return [
        KeptPart("revelations", _("When somebody asked who you are"), list(opened)),
        KeptPart("notices", _("What will be erased, and when"), announced),
        KeptPart("erasures", _("What was erased"), erased),
    ]


def _case_files(case: SealedCase, key: bytes) -> list[OpenFile]:
    return [*files_of(case, key), *(file for one in sealed_talk(case, key) for file in one.files)]


def files_of_voice(voice_id: UUID) -> Iterator[tuple[str, bytes]]:
    """Every file of a voice as it came, unsealed, one at a time under a name of its own."""
    for number, row in enumerate(Attachment.objects.filter(voice=voice_id).order_by("name", "pk"), start=1):
        sealed = (settings.UPLOADS_DIR / row.sealed_path).read_bytes()
        yield f"{number:02d}-{row.name}", unseal(sealed, purpose=ORIGINAL_PURPOSE)


def files_of_case(case: SealedCase, key: bytes) -> Iterator[tuple[str, bytes]]:
    """Every file of a sealed case, opened, one at a time under a name of its own."""
    for number, row in enumerate(case.files.order_by("pk"), start=1):
        file, content = sealed_file(case, row.pk, key)
        yield f"{number:02d}-{file.name}", content
