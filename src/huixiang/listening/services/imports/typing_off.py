"""Types voices off pictures: each saved voice is in at once, with the picture it was typed from beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path, PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.folio.recognising import can_recognise, recognise
from huixiang.folio.scans import count_pages, draw_page
from huixiang.folio.unsafe import UnsafeFile
from huixiang.folio.uploads import SafeFile, make_safe_in_child
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.listening import policies
from huixiang.listening.models import Import, Place, Voice
from huixiang.listening.services.days import day_moment
from huixiang.listening.services.files import GivenFile, keep_file
from huixiang.listening.services.imports.choosing import Choice
from huixiang.listening.services.imports.confirming import finish_import
from huixiang.listening.services.imports.keeping import plain_copy
from huixiang.listening.services.imports.reading import NotNow, locked, move_import, seal_survey, survey_of
from huixiang.listening.services.imports.taking import write_voices
from huixiang.listening.services.imports.understanding import ReadVoice
from huixiang.listening.services.wording import storable
from huixiang.listening.states import ChannelKind, ImportKind, ImportState, Lane
from huixiang.people.models import Unit


@transaction.atomic
def begin_typing(*, import_id: int, by: Actor, at: dt.datetime) -> Import:  # noqa: ARG001 - every write has its moment
    """Turn a refused document of pictures into pages to be typed off. Writes no journal entry: no voice is there yet.

    :raises NotAllowed: this person may not; nothing was written.
    :raises NotNow: it is no .pdf that was refused for having no text; nothing was written.
    """
    policies.may_import(by).require()
    brought = locked(import_id)
    if brought.trouble.get("code") != "no_text" or not brought.sealed_path:
        raise NotNow(_("This file has no pages to be typed off."))
    with plain_copy(brought) as path:
        pages = count_pages(path)
    brought.kind, brought.rows, brought.survey = ImportKind.PICTURES.value, pages, seal_survey({"pages": pages})
    brought.save(update_fields=["kind", "rows", "survey"])
    move_import(brought, ImportState.WAITING, trouble={})
    return brought


def page_picture(brought: Import, number: int) -> SafeFile:
    """A page as a clean picture, made in a child process (0.5 s).

    :raises NotFound: there is no such page, the file is no longer kept, or it cannot be drawn.
    """
    pages = survey_of(brought).get("pages", 0)
    if brought.kind != ImportKind.PICTURES or not 1 <= number <= pages or not brought.sealed_path:
        raise NotFound(f"{brought.pk}/{number}")
    try:
        with plain_copy(brought) as path:
            return _picture(path, number)
    except UnsafeFile as error:
        raise NotFound(f"{brought.pk}/{number}") from error


@transaction.atomic
def type_voice(  # noqa: PLR0913 - a voice has this many facts
    *,
    import_id: int,
    page: int,
    words: str,
    said_on: dt.date,
    channel: ChannelKind,
    lane: Lane,
    by: Actor,
    at: dt.datetime,
    place: Place | None = None,
    place_words: str = "",
    unit: Unit | None = None,
    speaker_name: str = "",
    contact: str = "",
) -> Voice:
    """Take in a voice typed off a page, with the picture of the page as its file. A page may hold several.

    The journal's entry follows when the typing is ended.

    :raises NotAllowed, NotNow: this person may not, or the typing was ended; nothing was written.
    :raises NotFound: there is no such page; nothing was written.
    :raises NothingSaid, TooLong: see ``storable``; nothing was written.
    """  # fmt: skip
    policies.may_import(by).require()
    brought = locked(import_id)
    picture = page_picture(brought, page)
    if brought.state == ImportState.WAITING:
        move_import(brought, ImportState.RUNNING)
    if brought.state != ImportState.RUNNING:
        raise NotNow(_("This import has moved on since; look at it again."))
    number = brought.position + 1
    read = ReadVoice(
        number=number, source=f"load:{brought.digest[:16]}:{brought.pk}:{number}", words=storable(words),
        said_on=said_on, place_id=place.pk if place else None, place_words=place_words,
        unit_id=unit.pk if unit else None, speaker_name=speaker_name, contact=contact,
        place_in_file=_("page %(number)s") % {"number": page},
    )  # fmt: skip
    (voice_id,) = write_voices(brought, [read], choice=Choice(channel=channel, lane=lane))
    voice = Voice.objects.get(pk=voice_id)
    given = GivenFile(f"{PurePath(brought.name).stem}-{page}.{picture.extension}", picture.clean, picture)
    keep_file(voice, given, day=day_moment(at))
    brought.position, brought.read, brought.new = number, brought.read + 1, brought.new + 1
    brought.choice = Choice(channel=channel, lane=lane, said_on=said_on.isoformat()).plain()
    brought.save(update_fields=["position", "read", "new", "choice"])
    return voice


def suggested_words(brought: Import, number: int) -> str:
    """The words a machine reads off a page, to be corrected by whoever types (5 s); nothing is written.

    :raises NotFound: there is no such page.
    :raises NotNow: the recogniser is not installed, or failed at this picture.
    """
    if not can_recognise():
        words = _("Reading words off pictures is not installed here. An administrator can add it (the extra “ocr”).")
        raise NotNow(words)
    try:
        return "\n".join(recognise(page_picture(brought, number).clean))
    except UnsafeFile as error:
        raise NotNow(_("No words could be read off this picture. Please type them.")) from error


@transaction.atomic
def end_typing(*, import_id: int, by: Actor, at: dt.datetime) -> Import:
    """End the typing off of pictures; what was typed can be taken back as a whole from now on.

    :raises NotAllowed, NotNow: this person may not, or nothing was typed yet; nothing was written.
    """
    policies.may_import(by).require()
    if locked(import_id).kind != ImportKind.PICTURES:
        raise NotNow(_("This import has moved on since; look at it again."))
    return finish_import(import_id=import_id, by=by, at=at)


def _picture(path: Path, number: int) -> SafeFile:
    data = path.read_bytes()
    if path.suffix.casefold() == ".pdf":
        return make_safe_in_child(draw_page(data, number=number), name="page.jpg")
    return make_safe_in_child(data, name=path.name)
