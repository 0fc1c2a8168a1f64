from __future__ import annotations

import datetime as dt
import secrets

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st

from huixiang.journal.models import JournalEntry
from huixiang.kernel.actor import outsider
from huixiang.listening import queries, services
from huixiang.listening.models import Place, Receipt, Speaker, Voice
from huixiang.listening.services import Accepted, LocatorTaken, NothingSaid, TooLong
from huixiang.listening.states import Lane
from huixiang.listening.testing import make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.proofs import receipts
from huixiang.proofs.receipts import ReceiptCode

CHANCE = secrets.SystemRandom()
MIDNIGHT = dt.datetime(2026, 3, 1, 16, 0, tzinfo=dt.UTC)
"""Of 2 March in Shanghai."""
# NUL is dropped and lone surrogates cannot reach us as UTF-8: everything else comes back.
ANY_WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=200)


def same_locator_other_secret(code: ReceiptCode) -> ReceiptCode:
    while True:
        digits = f"{CHANCE.randrange(10**20):020d}"
        if not any(receipts.syndromes(code.locator + digits)) and digits != code.secret:
            return ReceiptCode(code.locator, digits)


class TestAcceptVoice:
    def test_keeps_words_day_and_moment_of_an_open_voice(self, cast: Cast) -> None:
        voice, _code = make_voice("井盖没了", lane=Lane.OPEN)

        voice.refresh_from_db()
        assert (voice.words, voice.said_on, voice.said_at) == ("井盖没了", dt.date(2026, 3, 2), NOON)
        assert not voice.filed

    def test_leaves_one_journal_entry_without_words(self, cast: Cast) -> None:
        voice, _code = make_voice("井盖没了", speaker_name="林晓")

        entry = JournalEntry.objects.get(subject=f"voice:{voice.pk}")
        assert entry.action == "listening.voice.accepted"
        assert entry.at == NOON
        assert "井盖" not in str(entry.after)
        assert "林晓" not in str(entry.after)

    def test_keeps_of_an_anonymous_voice_the_day_only(self, cast: Cast) -> None:
        voice, _code = make_voice(lane=Lane.ANONYMOUS, speaker_name="林晓", contact="13900000000")

        assert voice.said_at is None
        assert JournalEntry.objects.get(subject=f"voice:{voice.pk}").at == MIDNIGHT
        assert not Speaker.objects.exists()

    def test_seals_who_spoke(self, cast: Cast) -> None:
        voice, _code = make_voice(lane=Lane.CONFIDENTIAL, speaker_name="林晓", contact="13900000000", may_contact=True)

        speaker = Speaker.objects.get(voice=voice)
        assert "林晓".encode() not in bytes(speaker.name_sealed)
        assert queries.contact_of(voice) == queries.Contact("林晓", "13900000000", may_contact=True)

    def test_keeps_them_the_same_once_the_plan_of_the_statement_is_kept(self, cast: Cast) -> None:
        lanes = [Lane.OPEN, Lane.ANONYMOUS] * 9
        places = [None, Place.objects.create(name="桂花路", code="ghl"), None]
        words = [f"第{number}句 %s ''" for number in range(len(lanes))]

        said = [make_voice(words[number], lane, place=places[number % 3])[0] for number, lane in enumerate(lanes)]

        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%claimed%'")
            assert cursor.fetchone()[0] >= 1
        for number, voice in enumerate(said):
            kept = Voice.objects.get(pk=voice.pk)
            assert (kept.words, kept.lane) == (words[number], lanes[number])
            assert (kept.place, kept.said_at) == (places[number % 3], NOON if lanes[number] == Lane.OPEN else None)

    @given(words=ANY_WORDS)
    @hypothesis_settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_gives_words_back_exactly(self, cast: Cast, words: str) -> None:
        if not words.strip():
            return
        voice, _code = make_voice(words)

        assert Voice.objects.get(pk=voice.pk).words == words

    @pytest.mark.parametrize("words", ["𠮷野家门口", "㐂", "👨‍👩‍👧 🚧", "\u202eabc\u202c مرحبا", "a\r\nb\tc ", "一"])
    def test_keeps_rare_characters(self, cast: Cast, words: str) -> None:
        voice, _code = make_voice(words)

        assert Voice.objects.get(pk=voice.pk).words == words

    def test_drops_nul_and_nothing_else(self, cast: Cast) -> None:
        voice, _code = make_voice(" 漏\0水\ud800 ")

        assert Voice.objects.get(pk=voice.pk).words == " 漏水� "

    @pytest.mark.parametrize(
        ("words", "refusal"), [("", NothingSaid), (" \n\0　", NothingSaid), ("水" * 20_001, TooLong)]
    )
    def test_refuses_and_writes_nothing_for(self, cast: Cast, words: str, refusal: type[Exception]) -> None:
        before = JournalEntry.objects.count()

        with pytest.raises(refusal):
            make_voice(words)

        assert not Voice.objects.exists()
        assert JournalEntry.objects.count() == before

    def test_takes_20_000_characters_and_says_how_many_are_too_many(self, cast: Cast) -> None:
        voice, _code = make_voice("𠮷" * 20_000)

        assert len(Voice.objects.get(pk=voice.pk).words) == 20_000
        with pytest.raises(TooLong) as refused:
            make_voice("𠮷" * 20_003)
        assert refused.value.over == 3

    def test_takes_one_statement(self, cast: Cast) -> None:
        code, by = receipts.draw(CHANCE), outsider(cast.organisation.pk)

        with CaptureQueriesContext(connection) as statements:
            services.accept_voice(words="水", code=code, lane=Lane.ANONYMOUS, by=by, at=NOON, zone="Asia/Shanghai")

        assert len(statements) == 1, [row["sql"][:80] for row in statements]


class TestTheSameCode:
    def test_again_gives_the_first_voice(self, cast: Cast) -> None:
        voice, code = make_voice("第一次说的")

        again = services.accept_voice(
            words="第二次说的", code=code, lane=Lane.OPEN, by=outsider(cast.organisation.pk), at=NOON
        )

        assert again == Accepted(voice, again=True)
        assert again.voice.words == "第一次说的"
        assert JournalEntry.objects.filter(action="listening.voice.accepted").count() == 1

    def test_again_after_hardening_gives_the_first_voice(self, cast: Cast) -> None:
        voice, code = make_voice()
        services.harden_receipts(10)

        again = services.accept_voice(words="水", code=code, lane=Lane.OPEN, by=outsider(cast.organisation.pk), at=NOON)

        assert again.again
        assert again.voice == voice

    def test_with_another_secret_is_refused_and_writes_nothing(self, cast: Cast) -> None:
        _voice, code = make_voice()

        with pytest.raises(LocatorTaken):
            make_voice("别人的话", code=same_locator_other_secret(code))

        assert Voice.objects.count() == Receipt.objects.count() == 1
        assert JournalEntry.objects.filter(action="listening.voice.accepted").count() == 1
