"""A file made to harm, brought in by any door: one plain sentence, what was typed stays, nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huixiang.folio.tests import corpus, hostile
from huixiang.folio.tests.corpus import package, picture
from huixiang.listening import throttle
from huixiang.listening.models import Attachment, Import, Voice
from huixiang.listening.services.imports import keeping
from huixiang.listening.tests.test_say import send
from huixiang.people.testing import Cast

SignIn = Callable[[str], Client]

SENT: list[tuple[str, Callable[[], bytes], str]] = [
    ("账.docx", lambda: package({"word/vbaProject.bin": b"x"}), "会自己运行的东西"),
    ("账.docx", lambda: package({hostile.DOCUMENT: hostile.EXTERNAL_ENTITY}), "会自己运行的东西"),
    ("账.docx", hostile.template_by_address, "会自己运行的东西"),
    ("账.docx", lambda: corpus.renamed("../../etc/cron.d/x"), "会自己运行的东西"),
    ("账.xlsx", lambda: hostile.with_members(hostile.book(), {"xl/media/a.bin": bytes(150_000_000)}), "解开以后"),
    ("图.jpg", lambda: hostile.jpeg_that_claims(8_000, 5_001), "图片尺寸太大"),
    ("图.jpg", package, "对不上"),
    ("图.png", lambda: picture("PNG", size=(400, 300))[:-200], "坏了，打不开"),
    ("单.pdf", lambda: b"%PDF-1.7\n" + b"<<" * 5_000, "坏了，打不开"),
    ("页.html", lambda: corpus.HTML, "我们收照片"),
]  # fmt: skip
SENT_IDS = [f"{n}-{case[0].rpartition('.')[2]}" for n, case in enumerate(SENT)]


def kept() -> list[str]:
    """Files below the uploads folder."""
    folder: Path = settings.UPLOADS_DIR
    return sorted(str(path) for path in folder.rglob("*") if path.is_file())


class TestSentByASpeaker:
    @pytest.mark.parametrize(("name", "make", "sentence"), SENT, ids=SENT_IDS)
    def test_is_refused_in_a_sentence_and_leaves_nothing(
        self, name: str, make: Callable[[], bytes], sentence: str, cast: Cast
    ) -> None:
        throttle.submissions.forget()
        before = kept()

        answer = send(Client(), "水管裂了三天", photos=SimpleUploadedFile(name, make()))

        page = answer.content.decode()
        assert answer.status_code == 422
        assert f"“{name}”没有收：" in page
        assert sentence in page
        assert "水管裂了三天" in page
        assert (Voice.objects.count(), Attachment.objects.count(), kept()) == (0, 0, before)


BROUGHT: list[tuple[str, Callable[[], bytes], str]] = [
    ("来电.xlsx", lambda: hostile.book(columns=16_384), "100"),
    ("来电.xlsx", lambda: hostile.far_cell("XFD1048576"), "100"),
    ("来电.xlsx", lambda: hostile.with_members(
        hostile.book(), {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 60_000_000}), "解开"),
    ("来电.csv", lambda: picture("PNG"), "对不上"),
    ("意见.docx", lambda: package({hostile.DOCUMENT: hostile.EXTERNAL_ENTITY}), "坏了，打不开"),
    ("意见.docx", lambda: package({hostile.DOCUMENT: hostile.deep_xml(80_000)}), "坏了，打不开"),
    ("意见.pdf", hostile.pdf_page, "图片"),
    ("意见.pdf", hostile.pdf_loop, "坏了，打不开"),
]  # fmt: skip
BROUGHT_IDS = [f"{n}-{case[0].rpartition('.')[2]}" for n, case in enumerate(BROUGHT)]


class TestBroughtInByAClerk:
    @pytest.mark.parametrize(("name", "make", "sentence"), BROUGHT, ids=BROUGHT_IDS)
    def test_is_refused_in_a_sentence_and_becomes_no_voice(  # noqa: PLR0913 - a case and four fixtures
        self, name: str, make: Callable[[], bytes], sentence: str, cast: Cast, sign_in: SignIn, tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        monkeypatch.setattr(keeping, "READING", str(tmp_path / "reading"))  # other tests read beside this one
        client = sign_in("hejing")

        answer: Any = client.post("/desk/imports/", {"file": SimpleUploadedFile(name, make())}, follow=True)

        brought = Import.objects.get()
        assert (brought.state, brought.survey) == ("refused", None)
        assert sentence in answer.content.decode()
        assert not Voice.objects.exists()
        assert [path.name for path in tmp_path.rglob("*")] == ["reading"]
