"""Behind the receipt a speaker reads, takes along, sets right and erases what is kept; in every lane."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huixiang.kernel.tenancy import ERASED
from huixiang.listening.models import Message, SealedCase, Voice
from huixiang.listening.queries import contact_of
from huixiang.listening.services import GivenFile
from huixiang.listening.states import Lane
from huixiang.listening.testing import given_file, make_case, make_recipient, make_voice
from huixiang.people.testing import Cast
from huixiang.proofs.receipts import ReceiptCode
from huixiang.publishing.patience import tries
from huixiang.sorting.models import InboxItem
from huixiang.sorting.services import file_waiting_voices
from huixiang.sorting.states import SuggestionKind
from huixiang.sorting.testing.suggestions import make_suggestion

WORDS = "锦绣里七号楼水管裂了两处，夜里漏水。"


@pytest.fixture(autouse=True)
def _patience() -> None:
    tries.forget()


def behind(code: ReceiptCode) -> Client:
    """A browser in which the receipt is open."""
    client = Client()
    assert client.post("/receipt", {"code": f"{code.locator}{code.secret}"}).status_code == 303
    return client


def named(cast: Cast, **facts: Any) -> tuple[Voice, Client]:
    files: list[GivenFile] = [given_file("水管.txt", b"seven")]
    told: dict[str, Any] = {"speaker_name": "赵春梅", "contact": "13812345678", "may_contact": True, "files": files}
    voice, code = make_voice(WORDS, Lane.CONFIDENTIAL, **told | facts)
    return voice, behind(code)


def shown(client: Client, path: str = "/receipt/kept") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


class TestKept:
    def test_shows_everything_with_the_name_opened(self, cast: Cast) -> None:
        _voice, client = named(cast)

        page = shown(client)

        assert all(said in page for said in (WORDS, "赵春梅", "13812345678", "水管.txt"))

    def test_names_days_as_they_are_here_and_codes_in_words(self, cast: Cast) -> None:
        late = dt.datetime(2026, 3, 2, 18, 30, tzinfo=dt.UTC)
        voice, code = make_voice(WORDS, Lane.OPEN, at=late)
        file_waiting_voices()
        make_suggestion(InboxItem.objects.get(pk=voice.pk), SuggestionKind.URGENT)

        page = shown(behind(code))

        assert all(said in page for said in ("3月3日（周二） 02:30", "紧急", "还没有人看过"))

    def test_is_for_whoever_opened_the_receipt(self, cast: Cast) -> None:
        named(cast)

        assert Client().get("/receipt/kept").status_code == 403

    def test_is_a_file_to_take_along(self, cast: Cast) -> None:
        _voice, client = named(cast)

        archive = zipfile.ZipFile(io.BytesIO(client.get("/receipt/kept/file").content))

        assert archive.namelist() == ["kept.html", "kept.json", "files/01-水管.txt"]
        assert archive.read("files/01-水管.txt") == b"seven"
        assert WORDS in archive.read("kept.html").decode()

    def test_is_a_file_for_machines(self, cast: Cast) -> None:
        _voice, client = named(cast)

        told = json.loads(client.get("/receipt/kept/json").content)

        assert (told["voice"][0]["words"], told["speaker"][0]["name"]) == (WORDS, "赵春梅")

    def test_of_a_sealed_case_is_opened_by_the_receipt(self, cast: Cast) -> None:
        make_recipient(cast)
        _case, code = make_case(words=WORDS, files=[given_file("账.txt", b"five")])
        client = behind(code)

        page, content = shown(client), client.get("/receipt/kept/file").content

        assert WORDS in page
        assert zipfile.ZipFile(io.BytesIO(content)).read("files/01-账.txt") == b"five"


class TestCorrection:
    def test_replaces_name_and_contact(self, cast: Cast) -> None:
        voice, client = named(cast)

        client.post("/receipt/kept/speaker", {"name": "赵春眉", "contact": "", "may_contact": "on"})

        told = contact_of(voice)
        assert told is not None
        assert (told.name, told.contact, told.may_contact) == ("赵春眉", "", False)

    def test_of_words_stands_below_them(self, cast: Cast) -> None:
        voice, client = named(cast)

        response = client.post("/receipt/kept/words", {"words": "是八号楼。"}, follow=True)

        assert Voice.objects.get(pk=voice.pk).words == WORDS
        assert Message.objects.get(voice=voice).kind == "correction"
        assert "是八号楼。" in response.content.decode()

    def test_without_words_is_asked_again(self, cast: Cast) -> None:
        _voice, client = named(cast)

        assert client.post("/receipt/kept/words", {"words": " "}).status_code == 422

    def test_is_not_offered_to_the_anonymous(self, cast: Cast) -> None:
        _voice, code = make_voice(WORDS, Lane.ANONYMOUS)
        client = behind(code)

        assert 'id="speaker"' not in shown(client)
        assert client.post("/receipt/kept/speaker", {"name": "赵春梅"}).status_code == 409


class TestErasing:
    def test_says_first_what_goes_and_what_stays(self, cast: Cast) -> None:
        voice, client = named(cast)

        response = client.post("/receipt/kept/erase", {"scope": "voice"})

        assert (response.status_code, "公开账本" in response.content.decode()) == (200, True)
        assert Voice.objects.get(pk=voice.pk).words == WORDS

    @pytest.mark.parametrize("typed", [{"scope": "voice", "step": "sure"}, {"scope": "all", "sure": "on"}])
    def test_wants_the_box_ticked(self, typed: dict[str, str], cast: Cast) -> None:
        voice, client = named(cast)

        assert client.post("/receipt/kept/erase", typed).status_code == 422
        assert Voice.objects.get(pk=voice.pk).words == WORDS

    def test_leaves_a_receipt_that_says_so(self, cast: Cast) -> None:
        voice, client = named(cast)

        response = client.post("/receipt/kept/erase", {"scope": "voice", "step": "sure", "sure": "on"}, follow=True)

        page = response.content.decode()
        assert (Voice.objects.get(pk=voice.pk).words, WORDS in page, ERASED in page) == (ERASED, False, True)
        assert 'name="words"' not in page
        assert client.get("/receipt/kept").status_code == 303

    def test_of_the_name_leaves_the_words(self, cast: Cast) -> None:
        voice, client = named(cast)

        client.post("/receipt/kept/erase", {"scope": "speaker", "step": "sure", "sure": "on"})

        assert (contact_of(voice), Voice.objects.get(pk=voice.pk).words) == (None, WORDS)

    def test_of_a_sealed_case_can_still_be_seen(self, cast: Cast) -> None:
        make_recipient(cast)
        case, code = make_case(words=WORDS)
        client = behind(code)

        client.post("/receipt/kept/erase", {"scope": "voice", "step": "sure", "sure": "on"})

        assert bytes(SealedCase.objects.get(pk=case.pk).body) == b""
        page = behind(code).get("/receipt/sealed").content.decode()
        assert WORDS not in page

    def test_refuses_new_words_afterwards(self, cast: Cast) -> None:
        voice, client = named(cast)
        client.post("/receipt/kept/erase", {"scope": "voice", "step": "sure", "sure": "on"})

        told = {"words": "还在漏。", "files": SimpleUploadedFile("a.txt", b"a")}

        assert client.post("/receipt/write", told).status_code == 422
        assert not Message.objects.filter(voice=voice).exists()
