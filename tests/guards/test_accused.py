"""What was said under protection stands nowhere but in the envelope: addresses, tables, files, logs, notices are read.

The marker is in the words, the identity, the talk and a file of a case that accuses the roads unit. Those who read
are of that unit, of the inbox, of supervision, and a recipient placed in the accused unit with an unlocked key.
"""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from huixiang.kernel.errors import NotAllowed
from huixiang.ledger import services as ledger
from huixiang.ledger.testing import make_assigned
from huixiang.listening import queries, services, throttle
from huixiang.listening.models import RecipientKey, SealedCase, Voice
from huixiang.listening.states import Side
from huixiang.listening.testing import PASSPHRASE, make_recipient
from huixiang.listening.tests.test_privacy import everything_stored
from huixiang.listening.tests.test_say import code_on
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.receipts import ReceiptCode
from huixiang.sorting import services as sorting
from tests.guards.foreign import fill, signed_in
from tests.guards.test_matrix import ROUTES, parameters_of

MARKER = "紫藤七号账本"
SUMMARY = "养护经费的用途与账目对不上。"
READERS = ("wanglei", "hejing", "gaoyuan", "tianye")


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


@pytest.fixture
def case(cast: Cast, caplog: pytest.LogCaptureFixture) -> SealedCase:
    """A case with talk and a masked summary that was filed and became a problem of the water unit."""
    caplog.set_level(logging.DEBUG)
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


def told_to(client: Client, values: dict[str, Any]) -> Iterator[str]:
    """The addresses that tell somebody of the marker, asked for and posted to, with the own key unlocked if any."""
    client.post("/desk/protected/key/recipient/unlock", {"passphrase": PASSPHRASE})
    for path in [*paths(values), *searches()]:
        if MARKER in shown_by(client.get(path)) + shown_by(client.post(path)):
            yield path


class TestASealedCase:
    def test_is_shown_by_no_address(self, case: SealedCase, cast: Cast) -> None:
        values = fill_beside(cast) | {"case_id": case.pk, "sealed_file_id": case.files.all()[0].pk}

        told = [(who, path) for who in READERS for path in told_to(signed_in(cast, who), values)]

        assert told == []

    def test_stands_in_no_table_no_file_no_log_and_no_mail(
        self, case: SealedCase, caplog: pytest.LogCaptureFixture
    ) -> None:
        stored = everything_stored()

        assert case.pk.hex[:8] in stored
        assert SUMMARY in stored
        assert MARKER not in stored + caplog.text + "".join(str(one.message()) for one in mail.outbox)
        assert MARKER.encode().hex() not in stored
        folders = (settings.UPLOADS_DIR, settings.DATA_DIR / "engine")
        assert not [path for folder in folders for path, content in bytes_below(folder) if MARKER.encode() in content]

    def test_names_the_accused_unit_in_no_row(self, case: SealedCase, cast: Cast) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT mark FROM listening_accusation")
            marks = [bytes(row[0]) for row in cursor.fetchall()]

        assert marks == [queries.accusation_mark(case_voice(), cast.roads.pk)]


def case_voice() -> Any:
    return Voice.objects.get(words=SUMMARY).pk


def fill_beside(cast: Cast) -> dict[str, Any]:
    """Things of every kind, so that every address has something to show; recipients are here already."""
    return fill(cast, sealed=False)


def searches() -> Iterator[str]:
    """What somebody of the accused unit might look for: the beginning of the marker."""
    for page in ("/desk/inbox/", "/desk/problems/", "/", "/desk/journal/", "/desk/orders/"):
        yield f"{page}?q={MARKER[:2]}"


class TestTheSummary:
    def test_is_never_handed_to_the_accused(self, case: SealedCase, cast: Cast) -> None:
        by, at = cast.actor("liufang"), NOON
        problem = sorting.open_problem(
            voice_ids=[case_voice()], title="经费", statement="经费对不上。", by=cast.actor("hejing"), at=at
        )
        assert case.pk
        with pytest.raises(NotAllowed, match="针对"):
            ledger.assign_problem(problem_id=problem.pk, unit=cast.roads, leader=cast.people["zhouming"], by=by, at=at)
        ledger.assign_problem(problem_id=problem.pk, unit=cast.water, leader=cast.people["maqiang"], by=by, at=at)

        problem.refresh_from_db()
        assert problem.unit == cast.water

    def test_joins_no_problem_the_accused_works_on(self, case: SealedCase, cast: Cast) -> None:
        theirs = make_assigned(cast)
        assert case.pk
        with pytest.raises(NotAllowed):
            sorting.join_voices(problem_id=theirs.pk, voice_ids=[case_voice()], by=cast.actor("hejing"), at=NOON)

        assert theirs.parts.filter(voice=case_voice()).count() == 0
