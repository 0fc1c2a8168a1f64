from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from huixiang.listening import services, throttle
from huixiang.listening.models import Attachment, Place, Speaker, Voice
from huixiang.people.testing import NOON, Cast


@pytest.fixture
def client(cast: Cast) -> Client:
    throttle.submissions.forget()
    return Client()


def code_on(page: Any) -> str:
    found = re.search(r'name="code" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def send(client: Client, words: str = "井盖没了", **typed: Any) -> Any:
    typed.setdefault("lane", "anonymous")
    code = typed.pop("code", None) or code_on(client.get("/say"))
    return client.post("/say", {"words": words, "code": code, **typed})


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    return out.getvalue()


class TestTheForm:
    def test_shows_the_code_before_sending_and_sets_no_cookie(self, client: Client) -> None:
        page = client.get("/say")

        assert page.status_code == 200
        assert re.search(r"\d{4}( \d{4}){6}", page.content.decode())
        assert not page.cookies
        assert "Set-Cookie" not in page.headers

    def test_offers_known_places(self, client: Client, cast: Cast) -> None:
        services.add_place(name="桂花社区", code="gh", parent=None, by=cast.actor("hejing"), at=NOON)

        assert "桂花社区" in client.get("/say").content.decode()
        assert "桂花社区" in client.post("/say/places", {"place": "ghsq"}).content.decode()


class TestSending:
    def test_takes_the_voice_and_shows_the_code_again(self, client: Client) -> None:
        page = client.get("/say")
        sent = send(client, code=code_on(page))

        digits = re.search(r"\d{4}( \d{4}){6}", page.content.decode())
        assert sent.status_code == 200
        assert digits
        assert digits[0] in sent.content.decode()
        assert Voice.objects.get().words == "井盖没了"

    @pytest.mark.parametrize("words", ["水", "水" * 20_000, "🚧 𠮷 㐂", "\u202eabc\u202c", "a\r\nb"])
    def test_keeps_what_was_typed(self, client: Client, words: str) -> None:
        assert send(client, words).status_code == 200

        assert Voice.objects.get().words == words.replace("\r\n", "\n")

    def test_drops_nul(self, client: Client) -> None:
        send(client, "漏\0水", place="桂花\0路")

        assert (Voice.objects.get().words, Voice.objects.get().place_words) == ("漏水", "桂花路")

    @pytest.mark.parametrize(("words", "said"), [("", "至少"), ("水" * 20_001, "1 个字")], ids=["nothing", "too much"])
    def test_asks_for_a_correction_and_keeps_the_rest(self, client: Client, words: str, said: str) -> None:
        answer = send(client, words, place="桂花路 12 号")

        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert "桂花路 12 号" in answer.content.decode()
        assert words in answer.content.decode()
        assert not Voice.objects.exists()

    def test_finds_the_place_in_the_tree(self, client: Client, cast: Cast) -> None:
        by = cast.actor("hejing")
        town = services.add_place(name="青禾镇", code="qh", parent=None, by=by, at=NOON)
        services.add_place(name="桂花社区", code="gh", parent=town, by=by, at=NOON)
        send(client, place="青禾镇 桂花社区")

        assert Voice.objects.get().place == Place.objects.get(code="gh")

    def test_does_not_keep_the_name_of_somebody_anonymous_and_says_so(self, client: Client) -> None:
        answer = send(client, speaker_name="林晓", contact="13900000000")

        assert not Speaker.objects.exists()
        assert "没有存下" in answer.content.decode()

    def test_keeps_the_member_who_is_signed_in_off_the_record(self, cast: Cast, sign_in: Any) -> None:
        throttle.submissions.forget()
        send(sign_in("hejing"), lane="open")

        assert Voice.objects.get().registered_by is None


class TestTheCost:
    def test_of_taking_in_a_voice_is_six_statements(self, client: Client) -> None:
        send(client)  # the dates of the day and the frame of the page are kept from here on
        code = code_on(client.get("/say"))

        with CaptureQueriesContext(connection) as statements:
            send(client, code=code)

        # The organisation of the transaction, its two savepoints inside the test's own, receipt, voice, journal.
        assert len(statements) <= 6, [row["sql"][:80] for row in statements]

    def test_of_the_form_does_not_grow_with_places(self, client: Client, cast: Cast) -> None:
        counts = []
        client.get("/say")  # whose house it is, is kept from here on
        for batch in (3, 30):
            for number in range(batch):
                services.add_place(
                    name=f"第{number}村", code=f"{batch}-{number}", parent=None, by=cast.actor("hejing"), at=NOON
                )
            with CaptureQueriesContext(connection) as statements:
                client.get("/say")
            counts.append(len(statements))

        assert counts[0] == counts[1]


class TestSendingAgain:
    def test_is_possible_after_going_back(self, client: Client) -> None:
        page = client.get("/say")

        # A stored form keeps its code; and a POST to the address itself would make browsers forget it.
        assert "no-store" not in page.headers["Cache-Control"]
        assert 'action="/say/sent"' in page.content.decode()

    def test_gives_the_same_receipt(self, client: Client) -> None:
        code = code_on(client.get("/say"))
        send(client, code=code)
        again = send(client, code=code)

        assert again.status_code == 200
        assert "没有重复" in again.content.decode()
        assert "这次选的文件" not in again.content.decode()
        assert Voice.objects.count() == 1

    def test_with_other_words_says_that_the_first_stand_and_loses_none(self, client: Client) -> None:
        code = code_on(client.get("/say"))
        send(client, code=code)
        again = send(client, "又想起来一件事", code=code)

        assert "又想起来一件事" in again.content.decode()
        assert Voice.objects.get().words == "井盖没了"

    def test_without_our_code_keeps_the_words_and_offers_a_new_one(self, client: Client) -> None:
        answer = send(client, code="1234567890:forged")

        assert answer.status_code == 422
        assert "井盖没了" in answer.content.decode()
        assert code_on(answer) != "1234567890:forged"
        assert not Voice.objects.exists()


class TestFiles:
    def test_are_kept_clean_and_sealed(self, client: Client, settings: Any) -> None:
        upload = SimpleUploadedFile("林晓家门口.jpg", picture())
        assert send(client, photos=upload).status_code == 200

        kept = Attachment.objects.get()
        assert (kept.name, kept.media_type) == ("01.jpg", "image/jpeg")
        assert (settings.UPLOADS_DIR / kept.clean_path).read_bytes()[:2] == b"\xff\xd8"
        assert picture() not in (settings.UPLOADS_DIR / kept.sealed_path).read_bytes()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("图.svg", b"<svg><script>alert(1)</script></svg>"),
            ("图.jpg", b"<html><script>alert(1)</script></html>"),
            ("空.pdf", b""),
            ("炸弹.docx", bomb()),
        ],
        ids=["svg", "html as jpg", "empty", "zip bomb"],
    )
    def test_are_refused_by_name_and_the_words_stay(self, client: Client, name: str, content: bytes) -> None:
        answer = send(client, photos=SimpleUploadedFile(name, content))

        assert answer.status_code == 422
        assert name in answer.content.decode()
        assert "井盖没了" in answer.content.decode()
        assert not Voice.objects.exists()

    def test_must_be_chosen_again_when_the_words_were_wrong(self, client: Client) -> None:
        answer = send(client, "", photos=SimpleUploadedFile("好的.jpg", picture()))

        assert "重新选" in answer.content.decode()
        assert "好的.jpg" in answer.content.decode()

    def test_are_ten_at_most(self, client: Client) -> None:
        answer = send(client, photos=[SimpleUploadedFile(f"{n}.jpg", picture()) for n in range(11)])

        assert answer.status_code == 422
        assert not Voice.objects.exists()


class TestTheSheet:
    def test_shows_the_code_as_qr(self, client: Client) -> None:
        page = client.post("/say/sheet", {"code": code_on(client.get("/say"))})

        assert page.status_code == 200
        assert "<svg" in page.content.decode()

    def test_is_not_made_without_a_code_of_ours(self, client: Client) -> None:
        assert client.post("/say/sheet", {"code": "1"}).status_code == 422
