from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huixiang.journal.models import JournalEntry
from huixiang.kernel.actor import outsider
from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.listening import queries, services, throttle
from huixiang.listening.models import Attachment, Message, Voice
from huixiang.listening.services import CodeTaken, NothingSaid
from huixiang.listening.states import Lane, MessageKind, Side
from huixiang.listening.testing import make_voice
from huixiang.listening.tests.test_accepting import MIDNIGHT
from huixiang.listening.tests.test_say import code_on, picture, send
from huixiang.people.testing import NOON, Cast

SignIn = Callable[[str], Client]


def register(client: Client, **typed: Any) -> Any:
    facts = {"words": "电梯又停了", "channel": "hotline", "said_on": "2026-03-01", "lane": "confidential"}
    return client.post("/desk/register", facts | typed | {"code": code_on(client.get("/desk/register"))})


class TestRegister:
    def test_takes_a_voice_for_somebody_and_shows_the_receipt(self, cast: Cast, sign_in: SignIn) -> None:
        page = register(sign_in("xujie"), speaker_name="林晓")

        voice = Voice.objects.get()
        assert page.status_code == 200
        assert "<svg" in page.content.decode()
        assert (voice.channel, voice.said_on, voice.said_at) == ("hotline", dt.date(2026, 3, 1), None)
        assert voice.registered_by == cast.people["xujie"]

    def test_refuses_a_day_to_come_and_keeps_the_words(self, cast: Cast, sign_in: SignIn) -> None:
        page = register(sign_in("hejing"), said_on="2999-01-01")

        assert page.status_code == 422
        assert "电梯又停了" in page.content.decode()
        assert not Voice.objects.exists()

    def test_is_not_for_units(self, cast: Cast, sign_in: SignIn) -> None:
        assert sign_in("wanglei").get("/desk/register").status_code == 403

    def test_asks_outsiders_to_sign_in(self, cast: Cast) -> None:
        assert Client().get("/desk/register").status_code == 302


class TestFile:
    @pytest.fixture
    def kept(self, cast: Cast) -> Attachment:
        throttle.submissions.forget()
        send(Client(), photos=SimpleUploadedFile("a.jpg", picture()))
        return Attachment.objects.get()

    @pytest.mark.parametrize(("who", "status"), [("hejing", 200), ("wanglei", 403), ("admin", 403)])
    def test_is_for_those_who_read_voices(self, kept: Attachment, sign_in: SignIn, who: str, status: int) -> None:
        assert sign_in(who).get(f"/file/{kept.pk}").status_code == status

    def test_is_sent_so_that_nothing_in_it_can_run(self, kept: Attachment, sign_in: SignIn) -> None:
        answer = sign_in("hejing").get(f"/file/{kept.pk}")

        assert answer.headers["Content-Security-Policy"].startswith("sandbox")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.content[:2] == b"\xff\xd8"

    def test_opens_with_its_own_key_only(self, kept: Attachment) -> None:
        key = queries.file_key(kept)

        assert Client().get(f"/file/{kept.pk}", {"key": key}).status_code == 200
        assert Client().get(f"/file/{uuid4()}", {"key": key}).status_code == 302
        assert Client().get(f"/file/{kept.pk}", {"key": "x"}).status_code == 302

    def test_that_is_not_there_is_not_found(self, cast: Cast, sign_in: SignIn) -> None:
        assert sign_in("hejing").get(f"/file/{uuid4()}").status_code == 404

    def test_left_by_no_voice_is_swept_up_after_two_days(self, kept: Attachment, settings: Any) -> None:
        path = settings.UPLOADS_DIR / services.store_file(b"left over", day=MIDNIGHT)

        assert services.sweep_orphans(at=MIDNIGHT + dt.timedelta(days=1)) == 0
        assert services.sweep_orphans(at=MIDNIGHT + dt.timedelta(days=4)) == 1
        assert not path.exists()
        assert (settings.UPLOADS_DIR / kept.clean_path).exists()


class TestWriteMessage:
    def test_of_an_anonymous_speaker_has_a_day_only(self, cast: Cast) -> None:
        voice, _code = make_voice(lane=Lane.ANONYMOUS)
        written = services.write_message(
            voice_id=voice.pk, side=Side.SPEAKER, kind=MessageKind.MESSAGE, words="还有一件",
            by=outsider(cast.organisation.pk), at=NOON,
        )  # fmt: skip

        assert (written.said_on, written.said_at) == (dt.date(2026, 3, 2), None)
        assert list(queries.talk_of(voice)) == [written]
        assert JournalEntry.objects.get(action="listening.message.written").at == MIDNIGHT

    def test_pressed_twice_is_one_message(self, cast: Cast) -> None:
        voice, _code = make_voice()

        written = [
            services.write_message(
                voice_id=voice.pk, side=Side.SPEAKER, kind=MessageKind.MESSAGE, words=words,
                by=outsider(cast.organisation.pk), at=NOON,
            )
            for words in ("还有一件", "还有一件", "算了", "还有一件")
        ]  # fmt: skip

        assert list(queries.talk_of(voice)) == [written[0], written[2], written[3]]
        assert written[1] == written[0]

    @pytest.mark.parametrize(
        ("who", "words", "refusal"), [("wanglei", "您好", NotAllowed), ("hejing", " ", NothingSaid)]
    )
    def test_refuses_and_writes_nothing_when(self, cast: Cast, who: str, words: str, refusal: type[Exception]) -> None:
        voice, _code = make_voice()

        with pytest.raises(refusal):
            services.write_message(
                voice_id=voice.pk, side=Side.OFFICE, kind=MessageKind.MESSAGE, words=words, by=cast.actor(who), at=NOON
            )

        assert not Message.objects.exists()
        assert not JournalEntry.objects.filter(action="listening.message.written").exists()

    def test_finds_no_voice_elsewhere(self, cast: Cast) -> None:
        with pytest.raises(NotFound):
            services.write_message(
                voice_id=uuid4(),
                side=Side.OFFICE,
                kind=MessageKind.ANSWER,
                words="好",
                by=cast.actor("hejing"),
                at=NOON,
            )


class TestReadContact:
    def test_leaves_a_journal_entry(self, cast: Cast) -> None:
        voice, _code = make_voice(speaker_name="林晓")
        contact = services.read_contact(voice_id=voice.pk, by=cast.actor("hejing"), at=NOON)

        assert contact
        assert contact.name == "林晓"
        assert JournalEntry.objects.filter(action="listening.speaker.read").count() == 1

    def test_is_not_for_units(self, cast: Cast) -> None:
        voice, _code = make_voice(speaker_name="林晓")

        with pytest.raises(NotAllowed):
            services.read_contact(voice_id=voice.pk, by=cast.actor("zhouming"), at=NOON)


class TestAddPlace:
    def test_finds_it_by_name_and_initials(self, cast: Cast) -> None:
        by = cast.actor("hejing")
        town = services.add_place(name="青禾镇", code="qh", parent=None, by=by, at=NOON)
        place = services.add_place(name="桂花社区", code="gh", parent=town, by=by, at=NOON)

        assert place.path == f"/{town.pk}/{place.pk}/"
        assert queries.places_like("花社", 5) == queries.places_like("GHS", 5) == [place]
        assert queries.place_named("桂花社区") == queries.place_named("青禾镇 桂花社区") == place

    def test_refuses_a_code_in_use(self, cast: Cast) -> None:
        by = cast.actor("hejing")
        services.add_place(name="青禾镇", code="qh", parent=None, by=by, at=NOON)

        with pytest.raises(CodeTaken):
            services.add_place(name="别处", code="qh", parent=None, by=by, at=NOON)
