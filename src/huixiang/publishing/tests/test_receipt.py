from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huixiang.kernel import clock
from huixiang.kernel.tenancy import acting_in
from huixiang.ledger.testing import make_assigned, make_claimed
from huixiang.listening.models import Message, Voice
from huixiang.listening.states import Lane
from huixiang.listening.testing import make_voice
from huixiang.people.testing import NOON, Cast, make_cast
from huixiang.proofs.receipts import ReceiptCode
from huixiang.publishing import visits
from huixiang.publishing.patience import Patience, tries
from huixiang.publishing.testing import make_public
from huixiang.sorting import services as sorting
from huixiang.verification.models import Verdict


class Clock:
    """A clock the test sets forward."""

    def __init__(self) -> None:
        self.at = NOON

    def forward(self, **span: float) -> None:
        self.at += dt.timedelta(**span)


@pytest.fixture(autouse=True)
def hands(monkeypatch: pytest.MonkeyPatch) -> Clock:
    tries.forget()
    hands = Clock()
    monkeypatch.setattr(clock, "now", lambda: hands.at)
    return hands


def enter(client: Client, code: ReceiptCode | str) -> Any:
    text = code if isinstance(code, str) else code.text
    return client.post("/receipt", {"code": text}, follow=True)


def words_of(response: Any) -> str:
    return str(response.content.decode())


def in_problem(cast: Cast, words: str = "路灯坏了", **facts: Any) -> tuple[Voice, ReceiptCode, Any]:
    voice, code = make_voice(words=words, **facts)
    sorting.file_waiting_voices()
    by = cast.actor("hejing")
    return voice, code, sorting.open_problem(title="路灯", statement="不亮", voice_ids=[voice.pk], by=by, at=NOON)


class TestEntering:
    def test_opens_the_receipt_as_people_type_it(self, cast: Cast, client: Client) -> None:
        _voice, code = make_voice(words="路灯坏了三盏")

        page = words_of(enter(client, "－".join(code.groups)))

        assert "路灯坏了三盏" in page
        assert "我们还没有人看过它" in page
        assert "3月4日（周三）前会有人看" in page

    def test_sets_no_cookie_before(self, client: Client, cast: Cast) -> None:
        assert not client.get("/receipt").cookies
        assert not client.post("/receipt", {"code": "12"}).cookies

    def test_sets_a_sealed_cookie_without_a_secret(self, cast: Cast, client: Client) -> None:
        voice, code = make_voice()

        cookie = client.post("/receipt", {"code": code.text}).cookies[visits.COOKIE]

        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert not [part for part in (code.secret, code.locator, voice.pk.hex) if part in cookie.value]

    def test_names_the_group_that_cannot_be_right_and_keeps_the_digits(self, cast: Cast, client: Client) -> None:
        _voice, code = make_voice()
        wrong = [*code.groups]
        wrong[4] = f"{(int(wrong[4]) + 1) % 10000:04d}"

        response = enter(client, " ".join(wrong))

        assert response.status_code == 422
        assert "第 5 组不对" in words_of(response)
        assert wrong[4] in words_of(response)

    def test_knows_no_receipt_of_another_house(self, cast: Cast, client: Client) -> None:
        other = make_cast("other", host="other.testserver")
        with acting_in(other.organisation.pk):
            _voice, code = make_voice(words="别处的话")

        response = enter(client, code)

        assert response.status_code == 422
        assert "这里没有这张回执" in words_of(response)

    @pytest.mark.parametrize("text", ["", "abc", "１２３", "1" * 199, "\0", "❤" * 28])
    def test_takes_any_text(self, cast: Cast, client: Client, text: str) -> None:
        assert enter(client, text).status_code == 422

    def test_asks_to_wait_after_many_wrong_tries(self, cast: Cast, client: Client) -> None:
        _voice, code = make_voice()
        for _ in range(4):
            tries.wrong("127.0.0.0/24")

        response = enter(client, code)

        assert response.status_code == 429
        assert code.groups[6] in words_of(response)

    def test_is_not_led_by_another_site(self, cast: Cast, client: Client) -> None:
        _voice, code = make_voice()

        response = client.post("/receipt", {"code": code.text}, headers={"Sec-Fetch-Site": "cross-site"})

        assert response.status_code == 422
        assert not response.cookies

    def test_closes_after_half_an_hour_of_rest(self, cast: Cast, client: Client, hands: Clock) -> None:
        _voice, code = make_voice(words="路灯坏了三盏")
        enter(client, code)
        hands.forward(minutes=29)
        assert "路灯坏了三盏" in words_of(client.get("/receipt"))

        hands.forward(minutes=31)

        assert "路灯坏了三盏" not in words_of(client.get("/receipt"))

    def test_does_not_open_elsewhere(self, cast: Cast, client: Client) -> None:
        _voice, code = make_voice(words="路灯坏了三盏")
        enter(client, code)
        make_cast("other", host="other.testserver")

        page = client.get("/receipt", headers={"Host": "other.testserver"})

        assert "路灯坏了三盏" not in words_of(page)

    def test_ends_by_leaving(self, cast: Cast, client: Client) -> None:
        _voice, code = make_voice(words="路灯坏了三盏")
        enter(client, code)

        client.post("/receipt/leave")

        assert "路灯坏了三盏" not in words_of(client.get("/receipt"))


class TestWhatBecameOfIt:
    def test_shows_the_reason_of_setting_aside(self, cast: Cast, client: Client) -> None:
        voice, code = make_voice()
        sorting.file_waiting_voices()
        sorting.set_aside(voice_id=voice.pk, reason="归供电所管，已转去", by=cast.actor("hejing"), at=NOON)

        assert "归供电所管，已转去" in words_of(enter(client, code))

    def test_shows_an_answer(self, cast: Cast, client: Client) -> None:
        voice, code = make_voice()
        sorting.file_waiting_voices()
        sorting.answer_voice(voice_id=voice.pk, words="今晚就修", by=cast.actor("hejing"), at=NOON)

        page = words_of(enter(client, code))

        assert "今晚就修" in page
        assert "何静" not in page

    def test_shows_the_problem_with_its_deadline(self, cast: Cast, client: Client) -> None:
        _voice, code, problem = in_problem(cast)
        make_public(cast, make_assigned(cast, problem, due_on=dt.date(2026, 3, 20)))

        page = words_of(enter(client, code))

        assert f'href="/p/{problem.number}"' in page
        assert "3月20日（周五）" in page

    def test_says_when_reading_is_late(self, cast: Cast, client: Client, hands: Clock) -> None:
        _voice, code = make_voice()
        hands.forward(days=10)

        assert "已经迟了" in words_of(enter(client, code))


class TestWriting:
    def test_adds_a_word_and_a_file(self, cast: Cast, client: Client) -> None:
        voice, code = make_voice(lane=Lane.ANONYMOUS)
        enter(client, code)
        note = SimpleUploadedFile("记录.txt", "九点还是黑的".encode())

        page = client.post("/receipt/write", {"words": "还是黑的", "files": note}, follow=True)

        message = Message.objects.get(voice=voice)
        assert (message.words, message.said_at) == ("还是黑的", None)
        assert "还是黑的" in words_of(page)
        assert "01.txt" in words_of(page)

    def test_keeps_what_was_typed_when_the_visit_has_ended(self, cast: Cast, client: Client, hands: Clock) -> None:
        _voice, code = make_voice()
        enter(client, code)
        hands.forward(minutes=45)

        response = client.post("/receipt/write", {"words": "写了很久的话"})

        assert response.status_code == 403
        assert "写了很久的话" in words_of(response)
        assert not Message.objects.exists()

    def test_refuses_nothing_said(self, cast: Cast, client: Client) -> None:
        _voice, code = make_voice()
        enter(client, code)

        assert client.post("/receipt/write", {"words": "  "}).status_code == 422

    def test_needs_the_token_of_the_form(self, cast: Cast) -> None:
        client = Client(enforce_csrf_checks=True)
        _voice, code = make_voice()
        enter(client, code)

        assert client.post("/receipt/write", {"words": "不是我写的"}).status_code == 403
        assert not Message.objects.exists()


class TestVerdict:
    def asked(self, cast: Cast, client: Client) -> tuple[int, str]:
        _voice, code, problem = in_problem(cast)
        claim = make_claimed(cast, make_assigned(cast, problem))
        return claim.pk, words_of(enter(client, code))

    def answer(self, client: Client, claim: int, solved: str, **more: str) -> Any:
        facts = {"contacted": "no", "solved": solved, "satisfied": "dissatisfied", "words": "", **more}
        return client.post(
            "/receipt/verdict",
            {"claim": claim} | {f"q{claim}-{name}": value for name, value in facts.items()},
            follow=True,
        )

    def test_is_asked_without_an_answer_chosen(self, cast: Cast, client: Client) -> None:
        _claim, page = self.asked(cast, client)

        assert "解决了吗" in page
        assert "checked" not in page

    def test_counts_first_and_keeps_later_ones_beside_it(self, cast: Cast, client: Client) -> None:
        claim, _page = self.asked(cast, client)

        self.answer(client, claim, "yes")
        page = self.answer(client, claim, "no", words="又坏了")

        assert [verdict.solved for verdict in Verdict.objects.order_by("ordinal")] == [True, False]
        assert "又坏了" in words_of(page)

    def test_reopens_with_a_no(self, cast: Cast, client: Client) -> None:
        claim, _page = self.asked(cast, client)

        page = self.answer(client, claim, "no")

        assert "有反映人或回头看的人说没有解决" in words_of(page)
        assert "您回过的话" in words_of(page)
        assert "问题已重新打开" in words_of(page)

    def test_wants_all_three_and_keeps_the_others(self, cast: Cast, client: Client) -> None:
        claim, _page = self.asked(cast, client)

        response = self.answer(client, claim, "", words="我写的话")

        assert response.status_code == 422
        assert "我写的话" in words_of(response)
        assert not Verdict.objects.exists()

    @pytest.mark.parametrize("claim", ["0", "999999", "x", "9" * 40])
    def test_is_unknown_for_another_claim(self, cast: Cast, client: Client, claim: str) -> None:
        self.asked(cast, client)
        number = claim if len(claim) < 16 and claim.isdigit() else "0"
        facts = {"contacted": "no", "solved": "no", "satisfied": "dissatisfied"}

        response = client.post(
            "/receipt/verdict", {"claim": claim} | {f"q{int(number)}-{k}": v for k, v in facts.items()}
        )

        assert response.status_code == 404


class TestPatience:
    def test_lets_the_first_tries_pass_and_then_waits_longer(self) -> None:
        patience = Patience()
        waits = []
        for _ in range(5):
            waits.append(patience.wait_seconds("a", now=0.0))
            patience.wrong("a", now=0.0)

        assert waits == [0, 0, 0, 1, 2]
        assert patience.wait_seconds("b", now=0.0) == 0

    def test_never_waits_longer_than_a_minute_and_forgets(self) -> None:
        patience = Patience()
        for _ in range(50):
            patience.wrong("a", now=0.0)

        assert patience.wait_seconds("a", now=0.0) == 60
        assert patience.wait_seconds("a", now=1000.0) == 0
