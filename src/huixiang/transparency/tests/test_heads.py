"""The head of a day by mail: asked for, confirmed, sent once a day while the log grows, ended."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client

from huixiang.people.testing import NOON, Cast
from huixiang.proofs.notes import read_checkpoint, read_note
from huixiang.transparency import services
from huixiang.transparency.models import HeadReader, LogHead
from huixiang.transparency.testing import UNION, make_sealed, make_witnessed
from huixiang.transparency.views import heads as views

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_network_counted() -> None:
    views.asked.forget()


def make_reader(address: str = "lin@example.org") -> HeadReader:
    services.ask_for_heads(address=address, at=NOON)
    reader = HeadReader.objects.get(address=address)
    services.confirm_heads(reader=reader, at=NOON)
    mail.outbox.clear()
    return reader


def mail_all(at: dt.datetime) -> int:
    return sum(services.mail_head(reader_id=pk, at=at) for pk in services.heads_due(at=at))


class TestAsking:
    def test_sends_a_link_and_no_head_before_it_is_pressed(self, cast: Cast, client: Client) -> None:
        make_sealed()

        response = client.post("/log/mail/", {"address": "Lin@Example.org"})

        assert (response.status_code, response.headers["Location"]) == (303, "/log/mail/asked")
        assert client.get("/log/mail/asked").status_code == 200
        assert mail.outbox[0].to == ["lin@example.org"]
        assert mail_all(NOON + DAY) == 0
        link = re.search(r"/log/mail/[0-9a-f-]{36}", str(mail.outbox[0].body))
        assert link is not None
        client.get(link[0])
        assert mail_all(NOON + DAY) == 0
        client.post(link[0], {"act": "confirm"})
        assert mail_all(NOON + DAY) == 1

    def test_twice_on_a_day_sends_one_mail(self, cast: Cast, client: Client) -> None:
        for _number in range(2):
            assert client.post("/log/mail/", {"address": "lin@example.org"}).status_code == 303

        assert len(mail.outbox) == 1

    def test_gives_back_what_is_no_address(self, cast: Cast, client: Client) -> None:
        response = client.post("/log/mail/", {"address": "lin example"})

        assert response.status_code == 422
        assert "lin example" in response.content.decode()
        assert not mail.outbox

    def test_too_often_from_one_network_waits(self, cast: Cast, client: Client) -> None:
        answers = [client.post("/log/mail/", {"address": f"l{n}@example.org"}).status_code for n in range(6)]

        assert answers == [303] * 5 + [429]

    def test_by_very_many_is_refused(self, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("huixiang.transparency.services.heads.MOST_ASKED", 1)
        services.ask_for_heads(address="first@example.org", at=NOON)

        response = client.post("/log/mail/", {"address": "second@example.org"})

        assert response.status_code == 409
        assert "second@example.org" in response.content.decode()

    def test_says_when_the_mail_server_is_away_and_keeps_nothing(
        self, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_facts: object) -> int:
            raise ConnectionRefusedError

        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)

        assert client.post("/log/mail/", {"address": "lin@example.org"}).status_code == 503
        assert not HeadReader.objects.exists()

    def test_is_forgotten_when_not_confirmed(self, cast: Cast) -> None:
        services.ask_for_heads(address="lin@example.org", at=NOON)

        services.heads_due(at=NOON + 2 * DAY)
        assert HeadReader.objects.exists()
        services.heads_due(at=NOON + 3 * DAY)
        assert not HeadReader.objects.exists()


class TestHead:
    def test_is_the_signed_note_with_the_witness_and_no_words(self, cast: Cast) -> None:
        voice, _code = make_sealed()
        make_witnessed()
        make_reader()

        mail_all(NOON)

        body = str(mail.outbox[0].body)
        note = body[body.index("\n\n") + 2 :].partition("\n\n\n")[0]
        signed = read_note(note.partition("\n账本公钥")[0].partition("\nKey of")[0])
        assert read_checkpoint(signed.body).size >= 1
        assert UNION.name in body
        assert voice.words not in body

    def test_is_sent_once_a_day_and_only_when_the_log_has_grown(self, cast: Cast) -> None:
        make_sealed()
        make_reader()

        assert mail_all(NOON) == 1
        make_sealed("西街的井盖松了，车一过就响。")
        assert mail_all(NOON) == 0
        assert mail_all(NOON + DAY) == 1
        assert mail_all(NOON + 2 * DAY) == 0

    def test_ends_with_the_link_and_the_address_is_gone(self, cast: Cast, client: Client) -> None:
        make_sealed()
        reader = make_reader()
        path = f"/log/mail/{reader.pk}"
        assert 'value="end"' in client.get(path).content.decode()

        response = client.post(path, {"act": "end"})

        assert response.status_code == 200
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert not HeadReader.objects.exists()
        assert mail_all(NOON + DAY) == 0
        assert client.get(path).status_code == 404

    def test_of_a_small_office_holds_no_more_than_is_public(self, cast: Cast) -> None:
        make_sealed()
        services.publish_due(at=NOON)
        services.hold_back(on=True, by=cast.actor("admin"), at=NOON)
        make_sealed("西街的井盖松了，车一过就响。")
        reader = make_reader()

        mail_all(NOON)

        reader.refresh_from_db()
        head = LogHead.objects.get()
        assert reader.size == head.published < head.size
