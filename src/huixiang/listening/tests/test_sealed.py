"""A sealed case opens for whom it was sealed, in the way it was promised, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from huixiang.journal.models import JournalEntry, WaitingLeaf
from huixiang.kernel.actor import outsider
from huixiang.kernel.errors import NotAllowed, NotFound, Overtaken
from huixiang.listening import queries, services
from huixiang.listening.models import CaseKey, PeeledKey, RecipientKey, SealedCase, SealedMessage, Voice
from huixiang.listening.queries import WrongCode
from huixiang.listening.services import (
    LocatorTaken,
    NamesSomebody,
    NobodyToRead,
    NothingToReveal,
    NotYours,
    PassphraseTooShort,
    PassphraseUsed,
    SummarisedAlready,
    Wanted,
    WrongPassphrase,
)
from huixiang.listening.states import Ground, KeyKind, Lane, Side
from huixiang.listening.testing import (
    PASSPHRASE,
    add_holder,
    given_file,
    make_case,
    make_keeper,
    make_recipient,
    make_voice,
    unlocked,
)
from huixiang.people.roles import Role
from huixiang.people.testing import NOON, PASSWORD, Cast
from huixiang.proofs.receipts import ReceiptCode, syndromes

DANGER = Wanted(Ground.DANGER, "他说有人要伤害他。")
SUMMARY = "有人反映养护经费的用途与账目对不上。"


def another(code: ReceiptCode) -> ReceiptCode:
    """A possible code with the same locator and another secret."""
    secrets = (f"{first:016d}{second:04d}" for first in range(1, 12) for second in range(11))
    return ReceiptCode(code.locator, next(each for each in secrets if syndromes(code.locator + each) == (0, 0)))


class TestMakeKey:
    def test_stores_nothing_that_opens_without_the_passphrase(self, cast: Cast) -> None:
        ring = make_recipient(cast)

        key = RecipientKey.objects.get()
        assert ring.private not in bytes(key.wrapped)
        assert JournalEntry.objects.get(action="listening.key.made").after == {"kind": "recipient"}
        with pytest.raises(WrongPassphrase):
            services.unlock_key(kind=KeyKind.RECIPIENT, passphrase="桥头 算盘 雨衣 七点", by=cast.actor("fangmin"))

    @pytest.mark.parametrize(
        ("passphrase", "refusal"), [("太短了的口令", PassphraseTooShort), ("huixiang-demo-2026", PassphraseUsed)]
    )
    def test_refuses_a_passphrase_that_is(self, cast: Cast, passphrase: str, refusal: type[Exception]) -> None:
        by = add_holder(cast, "fangmin", "方敏", Role.RECIPIENT)
        cast.people["fangmin"].set_password(PASSWORD)
        cast.people["fangmin"].save()

        with pytest.raises(refusal):
            services.make_key(kind=KeyKind.RECIPIENT, passphrase=passphrase, by=by, at=NOON)
        assert not RecipientKey.objects.exists()

    def test_is_for_those_with_the_role_and_once(self, cast: Cast) -> None:
        make_recipient(cast)

        with pytest.raises(NotAllowed):
            services.make_key(kind=KeyKind.RECIPIENT, passphrase=PASSPHRASE, by=cast.actor("admin"), at=NOON)
        with pytest.raises(Overtaken):
            services.make_key(kind=KeyKind.RECIPIENT, passphrase=PASSPHRASE, by=cast.actor("fangmin"), at=NOON)

    def test_that_was_lost_gets_nothing_sealed_any_more(self, cast: Cast) -> None:
        make_recipient(cast)
        services.end_key(kind=KeyKind.RECIPIENT, by=cast.actor("fangmin"), at=NOON)

        assert queries.keys_in_use(KeyKind.RECIPIENT) == []
        with pytest.raises(NobodyToRead):
            make_case()


class TestAcceptCase:
    def test_opens_for_a_recipient_and_for_the_code(self, cast: Cast) -> None:
        ring = make_recipient(cast)
        case, code = make_case(place="桂花路", accused="周股长", accused_unit=cast.roads)

        opened = services.open_case(case_id=case.pk, ring=ring, by=cast.actor("fangmin"), at=NOON)
        behind = queries.case_behind(code)
        assert opened.body == queries.Body("股长把修路的钱记在自己家装修上。", "桂花路", "周股长", cast.roads.pk)
        assert behind == (case, opened.key)
        assert SealedCase.objects.get().read_on == NOON.date()

    def test_names_a_file_as_its_clean_copy_needs(self, cast: Cast) -> None:
        make_recipient(cast)
        case, code = make_case(files=[given_file("收据.TXT", "三月：五千。".encode())])

        _case, key = queries.case_behind(code) or (case, b"")
        assert [one.name for one in queries.files_of(case, key)] == ["收据.txt"]

    def test_takes_one_code_once(self, cast: Cast) -> None:
        make_recipient(cast)
        case, code = make_case()

        again, _code = make_case(words="别的话", code=code)

        assert again == case
        assert SealedCase.objects.count() == 1

    def test_refuses_a_code_that_belongs_to_something_else(self, cast: Cast) -> None:
        make_recipient(cast)
        _case, code = make_case()
        _voice, taken = make_voice()

        for other in (another(code), taken):
            with pytest.raises(LocatorTaken):
                make_case(code=other)
        assert SealedCase.objects.count() == 1

    def test_opens_with_no_other_code(self, cast: Cast) -> None:
        make_recipient(cast)
        _case, code = make_case()

        with pytest.raises(WrongCode):
            queries.case_behind(another(code))

    def test_is_not_sealed_for_who_is_placed_in_the_accused_unit(self, cast: Cast) -> None:
        inside, outside = make_recipient(cast, "tianye", "田野", cast.roads), make_recipient(cast)
        case, _code = make_case(accused_unit=cast.roads)

        assert [each.pk for each in queries.cases_for(outside.key_id)] == [case.pk]
        assert not queries.cases_for(inside.key_id).exists()
        with pytest.raises(NotFound):
            services.open_case(case_id=case.pk, ring=inside, by=cast.actor("tianye"), at=NOON)

    def test_is_sealed_for_those_alone_whom_the_speaker_left_ticked(self, cast: Cast) -> None:
        one, other = make_recipient(cast), make_recipient(cast, "tianye", "田野")
        case, _code = make_case(readers=frozenset({other.key_id}))

        with pytest.raises(NotFound):
            services.open_case(case_id=case.pk, ring=one, by=cast.actor("fangmin"), at=NOON)

    def test_stays_as_it_was_sealed(self, cast: Cast) -> None:
        make_recipient(cast)
        case, _code = make_case()

        changed = pytest.raises(DatabaseError, match="stays as it was sealed")
        with changed, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE listening_sealedcase SET body = 'x' WHERE id = %s", [case.pk])


class TestWriteSealedMessage:
    def test_is_read_by_both_sides_and_by_nobody_else(self, cast: Cast) -> None:
        ring = make_recipient(cast)
        case, code = make_case()
        _case, key = queries.case_behind(code) or (case, b"")
        opened = services.open_case(case_id=case.pk, ring=ring, by=cast.actor("fangmin"), at=NOON)
        for side, words, by in (
            (Side.SPEAKER, "还有一张收据。", outsider(cast.organisation.pk)),
            (Side.OFFICE, "收据请拍照。", cast.actor("fangmin")),
            (Side.OFFICE, "收据请拍照。", cast.actor("fangmin")),
        ):
            services.write_sealed_message(case_id=case.pk, key=key, side=side, words=words, by=by, at=NOON)

        assert [one.words for one in queries.sealed_talk(case, opened.key)] == ["还有一张收据。", "收据请拍照。"]
        assert not any("收据".encode() in bytes(row.words) for row in SealedMessage.objects.all())

    def test_is_not_for_others_at_the_desk(self, cast: Cast) -> None:
        make_recipient(cast)
        case, code = make_case()
        _case, key = queries.case_behind(code) or (case, b"")

        with pytest.raises(NotAllowed):
            services.write_sealed_message(
                case_id=case.pk, key=key, side=Side.OFFICE, words="您好", by=cast.actor("hejing"), at=NOON
            )
        assert not SealedMessage.objects.exists()


class TestHandOn:
    def test_opens_it_for_one_more_but_never_for_the_accused(self, cast: Cast) -> None:
        ring = make_recipient(cast)
        case, _code = make_case(accused_unit=cast.roads)
        later, inside = make_recipient(cast, "tianye", "田野"), make_recipient(cast, "wuqi", "吴琪", cast.roads)
        by = cast.actor("fangmin")
        services.hand_on(case_id=case.pk, to_key_id=later.key_id, ring=ring, by=by, at=NOON)

        assert services.open_case(case_id=case.pk, ring=later, by=cast.actor("tianye"), at=NOON).body.accused_unit
        with pytest.raises(NotAllowed):
            services.hand_on(case_id=case.pk, to_key_id=inside.key_id, ring=ring, by=by, at=NOON)
        assert not queries.cases_for(inside.key_id).exists()


class TestWriteSummary:
    def test_becomes_a_voice_that_never_goes_to_the_accused(self, cast: Cast) -> None:
        ring = make_recipient(cast)
        by = cast.actor("fangmin")
        case, _code = make_case(accused_unit=cast.roads)

        voice = services.write_summary(case_id=case.pk, words=SUMMARY, accused_unit=None, ring=ring, by=by, at=NOON)

        assert (voice.words, voice.lane, voice.said_at, voice.registered_by) == (SUMMARY, "anonymous", None, None)
        services.require_may_go([voice.pk], [cast.water])
        with pytest.raises(NotAllowed):
            services.require_may_go([voice.pk], [cast.water, cast.roads])
        assert JournalEntry.objects.get(action="listening.voice.accepted").actor_name == ""

    def test_is_told_from_other_voices_by_neither_journal_nor_log(self, cast: Cast) -> None:
        ring, case = make_recipient(cast), make_case()[0]
        make_voice(lane=Lane.ANONYMOUS)
        services.write_summary(
            case_id=case.pk, words=SUMMARY, accused_unit=None, ring=ring, by=cast.actor("fangmin"), at=NOON
        )
        services.harden_receipts()

        one, other = JournalEntry.objects.filter(action="listening.voice.accepted").order_by("id")
        assert (one.at, one.after) == (other.at, other.after)
        leaves = WaitingLeaf.objects.exclude(about__startswith="entry:")
        assert sorted(leaves.values_list("kind", flat=True)) == [1, 1, 1, 15, 15, 15]

    @pytest.mark.parametrize("words", ["周股长把钱花错了。", "有人说：股长把修路的钱记在自己家装修上了。"])
    def test_refuses_what_would_tell_who_or_whom(self, cast: Cast, words: str) -> None:
        ring = make_recipient(cast)
        case, _code = make_case(accused="周股长、李四")

        with pytest.raises(NamesSomebody):
            services.write_summary(
                case_id=case.pk, words=words, accused_unit=None, ring=ring, by=cast.actor("fangmin"), at=NOON
            )
        assert not Voice.objects.exists()

    def test_is_written_once(self, cast: Cast) -> None:
        ring, case = make_recipient(cast), make_case()[0]
        facts: dict[str, Any] = {"case_id": case.pk, "ring": ring, "by": cast.actor("fangmin"), "at": NOON}
        services.write_summary(words=SUMMARY, accused_unit=None, **facts)

        with pytest.raises(SummarisedAlready):
            services.write_summary(words=SUMMARY, accused_unit=None, **facts)
        assert Voice.objects.count() == 1


class TestReveal:
    def test_needs_two_and_tells_the_speaker(self, cast: Cast) -> None:
        one, two = make_recipient(cast), make_recipient(cast, "tianye", "田野")
        case, _code = make_case(name="林晓", contact="13900000000")
        asked = services.ask_to_reveal(case_id=case.pk, wanted=DANGER, ring=one, by=cast.actor("fangmin"), at=NOON)
        with pytest.raises(NotYours):
            services.decide_reveal(revelation_id=asked.pk, granted=True, ring=one, by=cast.actor("fangmin"), at=NOON)
        assert queries.revelations_told(case=case) == []

        services.decide_reveal(revelation_id=asked.pk, granted=True, ring=two, by=cast.actor("tianye"), at=NOON)

        for ring, who in ((one, "fangmin"), (two, "tianye")):
            seen = services.revealed_identity(case_id=case.pk, ring=ring, by=cast.actor(who), at=NOON)
            assert seen == queries.Identity("林晓", "13900000000")
        assert [told.ground for told in queries.revelations_told(case=case)] == ["danger"]
        assert JournalEntry.objects.filter(action="listening.identity.revealed").count() == 1

    def test_that_is_refused_opens_nothing(self, cast: Cast) -> None:
        one, two = make_recipient(cast), make_recipient(cast, "tianye", "田野")
        case, _code = make_case(name="林晓")
        asked = services.ask_to_reveal(case_id=case.pk, wanted=DANGER, ring=one, by=cast.actor("fangmin"), at=NOON)
        services.decide_reveal(revelation_id=asked.pk, granted=False, ring=two, by=cast.actor("tianye"), at=NOON)

        assert not PeeledKey.objects.exists()
        with pytest.raises(NotFound):
            services.revealed_identity(case_id=case.pk, ring=two, by=cast.actor("tianye"), at=NOON)

    def test_of_a_name_that_one_alone_could_open_is_impossible_for_it_is_not_kept(self, cast: Cast) -> None:
        ring = make_recipient(cast)
        case, _code = make_case(name="林晓")

        assert bytes(case.identity) == b""
        with pytest.raises(NothingToReveal):
            services.ask_to_reveal(case_id=case.pk, wanted=DANGER, ring=ring, by=cast.actor("fangmin"), at=NOON)


class TestRecovery:
    def test_takes_two_keepers(self, cast: Cast) -> None:
        first, second = make_keeper(cast), make_keeper(cast, "songyu", "宋瑜")
        make_recipient(cast)
        case, _code = make_case()
        services.end_key(kind=KeyKind.RECIPIENT, by=cast.actor("fangmin"), at=NOON)
        ring = unlocked(cast.actor("fangmin"), KeyKind.RECIPIENT)
        keeper = cast.actor("luoping")
        begun = services.begin_recovery(key_id=ring.key_id, reason="口令忘了。", ring=first, by=keeper, at=NOON)
        with pytest.raises(NotAllowed):
            services.complete_recovery(recovery_id=begun.pk, ring=first, by=keeper, at=NOON)
        assert not queries.cases_for(ring.key_id).exists()

        done = services.complete_recovery(recovery_id=begun.pk, ring=second, by=cast.actor("songyu"), at=NOON)

        assert done.cases == 1
        assert services.open_case(case_id=case.pk, ring=ring, by=cast.actor("fangmin"), at=NOON).body.words
        assert not PeeledKey.objects.exists()

    def test_with_one_keeper_is_not_prepared_at_all(self, cast: Cast) -> None:
        make_keeper(cast)
        make_recipient(cast)
        make_case()

        assert not CaseKey.objects.filter(purpose="recovery").exists()
