"""Run inside a house that is backed up, or in the one restored from it.

``say`` makes two voices with a file each and prints their ids; ``erase ID`` erases one as its speaker would; ``look``
prints the words and the file of the voices named, what the log says of the restore, and stops the database again.
"""

from __future__ import annotations

import json
import sys
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django comes first

from huixiang.journal.models import JournalEntry  # noqa: E402
from huixiang.kernel import clock  # noqa: E402
from huixiang.kernel.actor import outsider  # noqa: E402
from huixiang.kernel.tenancy import acting_in, current_organisation_id  # noqa: E402
from huixiang.listening.models import Attachment, Voice  # noqa: E402
from huixiang.listening.services import erasing  # noqa: E402
from huixiang.listening.states import ErasureScope  # noqa: E402
from huixiang.listening.testing import given_file, make_voice  # noqa: E402
from huixiang.ops.postgres import Server, ensure_running, stop  # noqa: E402
from huixiang.people.queries import organisation_ids  # noqa: E402
from huixiang.transparency.sequencer import seal_everywhere  # noqa: E402


def say() -> list[str]:
    """Two voices, each with its file; sealed into the log."""
    ids = []
    for words in ("河边的护栏断了一截。", "食堂的菜价又涨了。"):
        files = [given_file("经过.txt", f"{words}昨天看到的。".encode())]
        voice, _code = make_voice(words=words, at=clock.now(), files=files)
        ids.append(str(voice.pk))
    return ids


def erase(voice_id: str) -> list[str]:
    """One of them, everywhere in this house."""
    by = outsider(current_organisation_id())
    erasing.erase_as_speaker(voice_id=UUID(voice_id), scope=ErasureScope.VOICE, by=by, at=clock.now())
    return [Voice.objects.get(pk=voice_id).words]


def look(ids: list[str]) -> dict[str, object]:
    """What stands there now."""
    files = Attachment.objects.filter(voice_id__in=ids)
    restored = JournalEntry.objects.filter(action="transparency.house.restored")
    return {
        "words": {str(voice.pk): voice.words for voice in Voice.objects.filter(pk__in=ids)},
        "files": {str(each.voice_id): (settings.UPLOADS_DIR / each.clean_path).read_text() for each in files},
        "restored": [entry.after["erased"] for entry in restored],
    }


def main(act: str, *ids: str) -> None:
    ensure_running(Server(settings.DATA_DIR))
    with acting_in(organisation_ids()[0]):
        told: object = say() if act == "say" else erase(ids[0]) if act == "erase" else look(list(ids))
    seal_everywhere()
    sys.stdout.write(json.dumps(told) + "\n")
    if act == "look":
        stop(Server(settings.DATA_DIR))


if __name__ == "__main__":
    main(*sys.argv[1:])
