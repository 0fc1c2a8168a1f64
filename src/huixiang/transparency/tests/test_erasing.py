"""An erased voice is nowhere in the database any longer; the log says that and why, and the audit stays clean."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection

from huixiang.journal.models import JournalEntry
from huixiang.kernel.actor import Actor, outsider, system
from huixiang.kernel.tenancy import ERASED
from huixiang.listening import services as listening
from huixiang.listening.models import Erasure, SealedCase, Voice
from huixiang.listening.queries import Erased, erased_here
from huixiang.listening.services import erasing, harden_receipts
from huixiang.listening.states import ErasureGround, ErasureScope, Lane, MessageKind, Side
from huixiang.listening.testing import given_file, make_case, make_import, make_recipient, make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.entries import NO_SUBJECT, Entry, LeafType, decode, read_erasure_tag
from huixiang.sorting import services as sorting
from huixiang.sorting.models import InboxItem, Part
from huixiang.transparency.audit import audit
from huixiang.transparency.erasures import erased_by_leaves
from huixiang.transparency.models import LogLeaf
from huixiang.transparency.services import seal_waiting

WORDS = "锦绣里七号楼的赵春梅说：水管裂了两处，夜里漏水。"
NAME, CONTACT = "赵春梅", "13812345678"


def where(text: str) -> set[str]:
    """The tables that hold this text in any column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        tables = [row[0] for row in cursor.fetchall()]
        found = set()
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table} AS one WHERE one::text LIKE %s", [f"%{text}%"])  # noqa: S608
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def speaker(cast: Cast) -> Actor:
    return outsider(cast.organisation.pk)


def spoken(cast: Cast) -> Voice:
    """A voice with a name, a file and talk, that feeds a problem with an excerpt."""
    voice, _code = make_voice(
        WORDS, Lane.CONFIDENTIAL, speaker_name=NAME, contact=CONTACT, may_contact=True,
        files=[given_file("赵春梅.txt", "水管裂了".encode())],
    )  # fmt: skip
    sorting.file_waiting_voices()
    by = cast.actor("hejing")
    sorting.open_problem(
        title="锦绣里漏水", statement=f"七号楼水管裂了两处，夜里漏水，联系{NAME}。", voice_ids=[voice.pk],
        excerpts={voice.pk: "水管裂了两处"}, by=by, at=NOON,
    )  # fmt: skip
    listening.write_message(
        voice_id=voice.pk, side=Side.OFFICE, kind=MessageKind.ANSWER, words="赵春梅您好，马上来修。", by=by, at=NOON
    )
    return voice


def erase(cast: Cast, voice: Voice, scope: ErasureScope = ErasureScope.VOICE) -> Erasure:
    return erasing.erase_as_speaker(voice_id=voice.pk, scope=scope, by=speaker(cast), at=NOON)


def leaves() -> list[Entry]:
    seal_waiting(at=NOON)
    return [decode(bytes(entry)) for entry in LogLeaf.objects.order_by("idx").values_list("entry", flat=True)]


class TestVoice:
    def test_is_nowhere_any_longer(self, cast: Cast) -> None:
        voice = spoken(cast)
        assert {"listening_voice", "listening_message", "sorting_part"} <= where("水管裂了两处") | where(NAME)

        erase(cast, voice)

        assert where("夜里漏水。") == set()
        assert where(NAME) == set()
        assert where("两处") == {"sorting_problem"}

    def test_keeps_its_place_in_the_problem(self, cast: Cast) -> None:
        voice = spoken(cast)

        erase(cast, voice)

        part = Part.objects.select_related("problem").get(voice=voice)
        assert (part.problem.voices_count, part.left_at, part.excerpt) == (1, None, ERASED)
        assert part.problem.statement == f"七号楼水管裂了两处，夜里漏水，联系{ERASED}。"
        assert InboxItem.objects.get(voice=voice).opening == ERASED

    def test_leaves_an_entry_of_the_log_that_says_why(self, cast: Cast) -> None:
        voice = spoken(cast)
        kinds = [entry.kind for entry in leaves()]

        erase(cast, voice)

        entry = leaves()[len(kinds)]
        assert (entry.kind, read_erasure_tag(entry.claim)) == (LeafType.ERASED, (2, 1))
        assert entry.subject == kinds.index(LeafType.ACCEPTED)

    def test_is_clean_for_the_audit_whenever_it_was_sealed(self, cast: Cast) -> None:
        erase(cast, spoken(cast))
        seal_waiting(at=NOON)
        sealed, _code = make_voice()
        seal_waiting(at=NOON)
        harden_receipts()
        erase(cast, sealed)
        seal_waiting(at=NOON)

        report = audit()

        assert (report.findings, report.erased) == ([], 2)

    def test_leaves_a_journal_entry_without_personal_data(self, cast: Cast) -> None:
        voice = spoken(cast)

        erase(cast, voice)

        entry = JournalEntry.objects.get(action="listening.voice.erased")
        assert (entry.subject, entry.actor_role, entry.actor_name) == (f"voice:{voice.pk}", "speaker", "")
        assert entry.after == {"scope": "voice", "law": "speaker", "leaves": [f"voice:{voice.pk}"]}

    def test_of_an_anonymous_speaker_tells_only_the_day(self, cast: Cast) -> None:
        voice, _code = make_voice(WORDS, Lane.ANONYMOUS)

        erase(cast, voice)

        assert JournalEntry.objects.get(action="listening.voice.erased").at.isoformat() == "2026-03-01T16:00:00+00:00"


class TestName:
    def test_goes_alone(self, cast: Cast) -> None:
        voice = spoken(cast)

        erase(cast, voice, ErasureScope.SPEAKER)

        voice.refresh_from_db()
        assert (voice.words, voice.erased_on, where(CONTACT)) == (WORDS, None, set())
        assert [read_erasure_tag(entry.claim) for entry in leaves() if entry.kind == LeafType.ERASED] == [(1, 1)]


class TestImported:
    def test_voice_goes_and_the_others_are_still_proven(self, cast: Cast) -> None:
        brought = make_import(cast, "工单编号,主要内容\nGD001,桂花路的路灯坏了三盏。\nGD002,南门桥的栏杆断了。\n")
        voice = Voice.objects.get(words__startswith="桂花路", import_row__brought=brought)
        seal_waiting(at=NOON)

        erase(cast, voice)
        seal_waiting(at=NOON)

        assert audit().findings == []
        assert [entry.kind for entry in leaves()[-2:]] == [LeafType.ERASED, LeafType.ERASED]


class TestCase:
    def test_goes_with_its_keys_and_its_summary(self, cast: Cast) -> None:
        make_recipient(cast)
        ring = make_recipient(cast, "duanyu", "段玉")
        case, _code = make_case(name=NAME, contact=CONTACT, files=[given_file("a.txt", b"a")])
        summary = listening.write_summary(
            case_id=case.pk, words="有人反映一笔维修费去向不明。", accused_unit=None, ring=ring,
            by=cast.actor("duanyu"), at=NOON,
        )  # fmt: skip

        erasing.erase_as_speaker(case_id=case.pk, scope=ErasureScope.VOICE, by=speaker(cast), at=NOON)

        left = SealedCase.objects.get(pk=case.pk)
        assert (bytes(left.body), bytes(left.identity), left.keys.count(), left.files.count()) == (b"", b"", 0, 0)
        assert (where("维修费"), Voice.objects.get(pk=summary.pk).words) == (set(), ERASED)

    @pytest.mark.parametrize("scope", [ErasureScope.VOICE, ErasureScope.SPEAKER])
    def test_is_clean_for_the_audit(self, cast: Cast, scope: ErasureScope) -> None:
        make_recipient(cast)
        make_recipient(cast, "duanyu", "段玉")
        case, _code = make_case(name=NAME, contact=CONTACT)
        harden_receipts()
        seal_waiting(at=NOON)

        erasing.erase_as_speaker(case_id=case.pk, scope=scope, by=speaker(cast), at=NOON)
        seal_waiting(at=NOON)

        report = audit()
        assert (report.findings, report.erased) == ([], 1)


class TestReplay:
    def test_erases_what_came_back_and_nothing_twice(self, cast: Cast) -> None:
        voice, other = spoken(cast), make_voice()[0]
        listed = [*erased_here(), *[_erased(voice.pk)] * 2, _erased(UUID(int=7))]
        by = system(cast.organisation.pk)

        first = erasing.replay_erasures(erased=listed, by=by, at=NOON)
        again = erasing.replay_erasures(erased=[*listed, *erased_here()], by=by, at=NOON)

        assert (first.again, first.unknown) == ([f"voice:{voice.pk}"], [f"voice:{UUID(int=7)}"])
        assert (again.again, again.already) == ([], [f"voice:{voice.pk}"])
        assert Voice.objects.get(pk=other.pk).erased_on is None

    def test_knows_what_to_erase_from_published_leaves(self, cast: Cast) -> None:
        voice, _code = make_voice()
        seal_waiting(at=NOON)
        erase(cast, voice)
        published = [entry.encode() for entry in leaves()]

        found = erased_by_leaves(published)

        assert [(one.subject, one.scope, one.ground, one.on) for one in found] == [
            (f"voice:{voice.pk}", "voice", "speaker", "2026-03-02")
        ]
        assert decode(published[-1]).subject != NO_SUBJECT

    def test_takes_grounds_that_need_an_order(self, cast: Cast) -> None:
        voice, _code = make_voice()
        by = system(cast.organisation.pk)

        erasing.replay_erasures(erased=[_erased(voice.pk, ErasureGround.COURT)], by=by, at=NOON)

        assert Erasure.objects.get().replayed


def _erased(pk: UUID, ground: ErasureGround = ErasureGround.SPEAKER) -> Erased:
    return Erased(f"voice:{pk}", "voice", ground.value, "2026-03-02")
