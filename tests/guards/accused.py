"""A case that accuses the roads unit, and the walk of somebody who looks for it: every address, file and archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from huixiang.listening import queries, services, throttle
from huixiang.listening.models import RecipientKey, SealedCase, Voice
from huixiang.listening.states import Side
from huixiang.listening.testing import PASSPHRASE, make_recipient
from huixiang.listening.tests.test_say import code_on
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.receipts import ReceiptCode
from huixiang.sorting import services as sorting
from tests.guards.foreign import fill
from tests.guards.test_matrix import ROUTES, parameters_of

MARKER = "紫藤七号账本"
SUMMARY = "养护经费的用途与账目对不上。"
READERS = ("wanglei", "hejing", "gaoyuan", "tianye")
ACCUSED = ("wanglei", "zhouming", "tianye")
"""Of the unit the case is about: one who works, one who leads, and a recipient with a key."""


def seal_by_the_form(cast: Cast) -> tuple[SealedCase, ReceiptCode]:
    """Send the marker through the real form, with a name and a file."""
    throttle.submissions.forget()
    client = Client()
    digits = code_on(client.get("/say/protected"))
    keys = [str(pk) for pk in RecipientKey.objects.values_list("pk", flat=True)]
    typed: dict[str, Any] = {"words": f"股长有一本{MARKER}。", "accused": MARKER, "name": MARKER, "contact": MARKER}
    typed |= {"readers": keys, "accused_unit": cast.roads.pk, "code": digits, "place": MARKER}
    typed["photos"] = SimpleUploadedFile(f"{MARKER}.txt", MARKER.encode())
    assert client.post("/say/protected/sent", typed).status_code == 200
    plain = digits.partition(":")[0]
    return SealedCase.objects.get(), ReceiptCode(plain[:8], plain[8:])


def make_summarised(cast: Cast) -> SealedCase:
    """A case with talk and a masked summary that was filed; its recipients, one of them placed in the roads unit."""
    ring = make_recipient(cast)
    make_recipient(cast, "zhaoying", "赵英")
    make_recipient(cast, "tianye", "田野", cast.roads)
    made, code = seal_by_the_form(cast)
    key, by = (queries.case_behind(code) or (made, b""))[1], cast.actor("fangmin")
    services.open_case(case_id=made.pk, ring=ring, by=by, at=NOON)
    for side in Side:
        services.write_sealed_message(case_id=made.pk, key=key, side=side, words=MARKER, by=by, at=NOON)
    services.write_summary(case_id=made.pk, words=SUMMARY, accused_unit=None, ring=ring, by=by, at=NOON)
    sorting.file_waiting_voices()
    return made


def case_voice() -> Any:
    return Voice.objects.get(words=SUMMARY).pk


def fill_beside(cast: Cast) -> dict[str, Any]:
    """Things of every kind, so that every address has something to show; recipients are here already."""
    return fill(cast, sealed=False)


def searches() -> Iterator[str]:
    """What somebody of the accused unit might look for: the beginnings of marker and summary."""
    for page in ("/desk/inbox/", "/desk/problems/", "/", "/desk/journal/", "/desk/orders/"):
        yield from (f"{page}?q={words[:2]}" for words in (MARKER, SUMMARY))


def paths(values: dict[str, Any]) -> Iterator[str]:
    for name in ROUTES:
        kwargs = {key: values.get(key, "email/") for key in parameters_of(name)}
        yield reverse(name, kwargs=kwargs)


def readable(content: bytes) -> str:
    """The text of an answer; of an office file, that of everything in it."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return content.decode("utf-8", "replace")


def shown_by(response: Any) -> str:
    return readable(b"".join(response.streaming_content) if response.streaming else response.content)


def bytes_below(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()


def told_to(client: Client, values: dict[str, Any], *, words: Sequence[str] = (MARKER,)) -> Iterator[str]:
    """The addresses that tell somebody of one of these words, asked for and posted to, with the own key unlocked."""
    client.post("/desk/protected/key/recipient/unlock", {"passphrase": PASSPHRASE})
    for path in [*paths(values), *searches()]:
        shown = shown_by(client.get(path)) + shown_by(client.post(path))
        if any(one in shown for one in words):
            yield path
