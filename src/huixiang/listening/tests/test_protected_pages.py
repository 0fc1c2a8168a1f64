"""The pages of the protected lane: who is offered what, what stays locked, what the speaker is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huixiang.listening import services, throttle
from huixiang.listening.models import RecipientKey, Revelation, SealedCase, Voice
from huixiang.listening.states import Ground, Lane
from huixiang.listening.testing import PASSPHRASE, make_case, make_recipient, make_voice
from huixiang.listening.tests.test_say import code_on
from huixiang.people import queries as people
from huixiang.people.services import withdraw_role
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.receipts import ReceiptCode

SignIn = Callable[[str], Client]
WORDS = "股长把修路的钱记在自己家装修上。"


@pytest.fixture(autouse=True)
def unhurried() -> None:
    throttle.submissions.forget()


def seal(client: Client, **typed: Any) -> Any:
    page = client.get("/say/protected")
    keys = [str(pk) for pk in RecipientKey.objects.values_list("pk", flat=True)]
    return client.post("/say/protected/sent", {"words": WORDS, "readers": keys, "code": code_on(page)} | typed)


def unlock(client: Client) -> Client:
    client.post("/desk/protected/key/recipient/unlock", {"passphrase": PASSPHRASE})
    return client


def behind(code: ReceiptCode) -> Client:
    client = Client()
    assert client.post("/receipt", {"code": code.text}).status_code == 303
    return client


class TestSpeaking:
    def test_is_not_offered_before_anybody_has_a_key(self, cast: Cast) -> None:
        services.set_upper_body(name="县纪委", reach="电话 12388", by=cast.actor("admin"), at=NOON)

        page = Client().get("/say/protected").content.decode()

        assert "电话 12388" in page
        assert 'name="words"' not in page
        assert Client().post("/say/protected/sent", {"words": WORDS}).status_code == 200
        assert not SealedCase.objects.exists()

    def test_seals_what_is_typed_and_sets_no_cookie(self, cast: Cast) -> None:
        make_recipient(cast)
        client = Client()

        page = seal(client, accused_unit=cast.roads.pk)

        assert page.status_code == 200
        assert not client.cookies
        assert SealedCase.objects.count() == 1
        assert not Voice.objects.exists()

    @pytest.mark.parametrize(
        ("typed", "status"), [({"words": " "}, 422), ({"readers": []}, 422), ({"code": "1234"}, 422)]
    )
    def test_keeps_what_was_typed_when_something_is_wrong(self, cast: Cast, typed: Any, status: int) -> None:
        make_recipient(cast)

        page = seal(Client(), accused="周某", **typed)

        assert page.status_code == status
        assert "周某" in page.content.decode()
        assert not SealedCase.objects.exists()

    def test_opens_no_file_of_a_network_that_has_to_wait(self, cast: Cast, settings: Any) -> None:
        make_recipient(cast)
        settings.SUBMIT_PER_MINUTE = 1
        broken = SimpleUploadedFile("坏.pdf", b"%PDF-")
        assert seal(Client()).status_code == 200

        late = seal(Client(), accused="周某", photos=broken)

        assert late.status_code == 429
        assert int(late.headers["Retry-After"]) > 0
        assert "周某" in late.content.decode()
        assert "“坏.pdf”没有收" not in late.content.decode()
        assert "坏.pdf" in late.content.decode()

    def test_refuses_when_only_the_accused_could_read(self, cast: Cast) -> None:
        make_recipient(cast, unit=cast.roads)

        page = seal(Client(), accused_unit=cast.roads.pk)

        assert page.status_code == 409
        assert WORDS in page.content.decode()
        assert not SealedCase.objects.exists()


class TestKey:
    def test_is_made_by_its_owner(self, cast: Cast, sign_in: SignIn) -> None:
        make_recipient(cast)
        client = sign_in("fangmin")
        client.post("/desk/protected/key/recipient/lost")
        wrong = client.post("/desk/protected/key/recipient/", {"passphrase": PASSPHRASE, "again": "另一个"})
        made = client.post("/desk/protected/key/recipient/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})

        assert (wrong.status_code, made.status_code) == (422, 303)
        assert RecipientKey.objects.filter(ended_at=None).count() == 1

    def test_opens_with_its_passphrase_only_and_locks_again(self, cast: Cast, sign_in: SignIn) -> None:
        make_recipient(cast)
        case, _code = make_case()
        client, path = sign_in("fangmin"), f"/desk/protected/{case.pk}/"
        wrong = client.post("/desk/protected/key/recipient/unlock", {"passphrase": "桥头 算盘 雨衣 七点 熟人"})
        assert wrong.status_code == 422
        assert WORDS not in client.get(path).content.decode()

        assert WORDS in unlock(client).get(path).content.decode()
        client.post("/desk/protected/lock")
        assert WORDS not in client.get(path).content.decode()

    def test_lies_neither_in_the_session_nor_in_the_cookie_alone(self, cast: Cast, sign_in: SignIn) -> None:
        make_recipient(cast)
        case, _code = make_case()
        client = unlock(sign_in("fangmin"))
        thief = sign_in("fangmin")
        thief.cookies["hx-unlocked-recipient"] = client.cookies["hx-unlocked-recipient"].value
        assert WORDS not in thief.get(f"/desk/protected/{case.pk}/").content.decode()

        del client.cookies["hx-unlocked-recipient"]
        assert WORDS not in client.get(f"/desk/protected/{case.pk}/").content.decode()

    def test_that_was_lost_is_locked_in_every_browser(self, cast: Cast, sign_in: SignIn) -> None:
        make_recipient(cast)
        case, _code = make_case()
        stolen, owner, path = unlock(sign_in("fangmin")), sign_in("fangmin"), f"/desk/protected/{case.pk}/"
        assert WORDS in stolen.get(path).content.decode()

        owner.post("/desk/protected/key/recipient/lost")

        assert WORDS not in stolen.get(path).content.decode()
        owner.post("/desk/protected/key/recipient/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
        assert WORDS not in stolen.get(path).content.decode()

    def test_that_is_locked_shows_what_was_typed(self, cast: Cast, sign_in: SignIn) -> None:
        make_recipient(cast)
        case, _code = make_case()

        page = sign_in("fangmin").post(f"/desk/protected/{case.pk}/write", {"words": "哪一天？"})

        assert page.status_code == 403
        assert "哪一天？" in page.content.decode()


class TestDesk:
    def test_answers_and_summarises(self, cast: Cast, sign_in: SignIn) -> None:
        make_recipient(cast)
        case, code = make_case(accused_unit=cast.roads)
        client, path = unlock(sign_in("fangmin")), f"/desk/protected/{case.pk}/"
        client.post(f"{path}write", {"words": "收据请拍照。"})
        copied = client.post(f"{path}summary", {"words": f"有人说{WORDS}"})
        client.post(f"{path}summary", {"words": "经费对不上。", "accused_unit": cast.roads.pk})

        page = behind(code).get("/receipt/sealed").content.decode()
        assert copied.status_code == 409
        assert all(words in page for words in (WORDS, "收据请拍照。", "经费对不上。"))
        assert Voice.objects.get().words == "经费对不上。"

    def test_shows_a_case_to_nobody_it_is_not_sealed_for(self, cast: Cast, sign_in: SignIn) -> None:
        one, _other = make_recipient(cast), make_recipient(cast, "tianye", "田野")
        case, _code = make_case(readers=frozenset({one.key_id}))

        assert unlock(sign_in("tianye")).get(f"/desk/protected/{case.pk}/").status_code == 404
        for who in ("hejing", "liufang", "admin", "gaoyuan"):
            assert sign_in(who).get(f"/desk/protected/{case.pk}/").status_code == 403

    def test_opens_a_name_with_two(self, cast: Cast, sign_in: SignIn) -> None:
        make_recipient(cast)
        make_recipient(cast, "tianye", "田野")
        case, code = make_case(name="林晓")
        one, two, path = unlock(sign_in("fangmin")), unlock(sign_in("tianye")), f"/desk/protected/{case.pk}/"
        one.post(f"{path}reveal", {"ground": "danger", "reason": "有人威胁他。"})
        asked = Revelation.objects.get()
        assert "林晓" not in one.post(f"{path}identity").content.decode()
        two.post(f"/desk/protected/reveal/{asked.pk}", {"act": "grant"})

        assert "林晓" in one.post(f"{path}identity").content.decode()
        assert "危及" in behind(code).get("/receipt/sealed").content.decode()


class TestReceipt:
    def test_takes_words_and_keeps_them_sealed(self, cast: Cast) -> None:
        make_recipient(cast)
        case, code = make_case()
        client = behind(code)

        client.post("/receipt/sealed/write", {"words": "还有一张收据。"})

        assert "还有一张收据。" in client.get("/receipt/sealed").content.decode()
        assert case.messages.count() == 1
        assert client.post("/receipt/write", {"words": "走错门"}).status_code == 403

    def test_asks_for_the_code_again_without_a_visit(self, cast: Cast) -> None:
        assert Client().get("/receipt/sealed").status_code == 403


class TestConfidential:
    def test_opens_only_for_the_two_and_tells_the_speaker(self, cast: Cast, sign_in: SignIn) -> None:
        voice, code = make_voice(lane=Lane.CONFIDENTIAL, speaker_name="林晓", contact="13900000000")
        path = f"/desk/confidential/{voice.pk}/"
        one, two = sign_in("hejing"), sign_in("liufang")
        one.post(path, {"ground": Ground.COURT.value, "reason": "调查令。"})
        asked = Revelation.objects.get()
        assert one.post(f"/desk/confidential/decide/{asked.pk}", {"act": "grant"}).status_code == 403
        two.post(f"/desk/confidential/decide/{asked.pk}", {"act": "grant"})

        assert "林晓" in one.post(f"{path}name").content.decode()
        assert sign_in("sunli").post(f"{path}name").status_code == 403
        assert "法院" in behind(code).get("/receipt").content.decode()

    def test_is_not_shown_any_more_to_who_lost_the_role(self, cast: Cast, sign_in: SignIn) -> None:
        voice, _code = make_voice(lane=Lane.CONFIDENTIAL, speaker_name="林晓")
        wanted = services.Wanted(Ground.COURT, "调查令。")
        asked = services.ask_to_reveal_voice(voice_id=voice.pk, wanted=wanted, by=cast.actor("hejing"), at=NOON)
        services.decide_reveal_voice(revelation_id=asked.pk, granted=True, by=cast.actor("liufang"), at=NOON)
        for grant in people.roles_of(cast.people["hejing"]):
            withdraw_role(grant_id=grant.pk, by=cast.actor("admin"), at=NOON)

        page = sign_in("hejing").post(f"/desk/confidential/{voice.pk}/name")

        assert (page.status_code, "林晓" in page.content.decode()) == (403, False)

    def test_is_not_for_units_and_not_for_other_lanes(self, cast: Cast, sign_in: SignIn) -> None:
        voice, _code = make_voice(lane=Lane.CONFIDENTIAL, speaker_name="林晓")
        open_one, _code = make_voice(speaker_name="林晓")

        assert sign_in("wanglei").get(f"/desk/confidential/{voice.pk}/").status_code == 403
        assert sign_in("hejing").get(f"/desk/confidential/{open_one.pk}/").status_code == 403
