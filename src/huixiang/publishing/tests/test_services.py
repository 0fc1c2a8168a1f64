from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.ledger.models import Evidence
from huixiang.ledger.testing import make_evidence, make_measure, make_working
from huixiang.listening.states import Lane
from huixiang.listening.testing import make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.publishing import services
from huixiang.publishing.models import Publication, PublicMeasure, PublicReply, SpeakerNotice
from huixiang.publishing.testing import make_assigned, make_problem, make_public
from huixiang.sorting import services as sorting


def last_entry() -> JournalEntry:
    return JournalEntry.objects.latest("id")


class TestPublish:
    def test_shows_the_words_to_everybody(self, cast: Cast) -> None:
        problem = make_public(cast, title="路灯不亮", words="三盏不亮")

        assert problem.publication.words == "三盏不亮"
        assert last_entry().action == "publishing.words.approved"
        assert last_entry().after == {"title": 4, "words": 4}

    def test_records_only_lengths_when_words_change(self, cast: Cast) -> None:
        problem = make_public(cast, title="路灯不亮", words="三盏不亮")

        make_public(cast, problem, title="路灯坏了", words="三盏坏了，已报修")

        assert last_entry().action == "publishing.words.changed"
        assert last_entry().before == {"title": 4, "words": 4}
        assert last_entry().after == {"title": 4, "words": 8}

    @pytest.mark.parametrize("who", ["hejing", "wanglei", "gaoyuan", "admin"])
    def test_refuses_who_may_not_publish_and_writes_nothing(self, cast: Cast, who: str) -> None:
        problem = make_problem(cast)

        with pytest.raises(NotAllowed):
            services.publish(problem_id=problem.pk, title="路灯", words="不亮", by=cast.actor(who), at=NOON)

        assert not Publication.objects.exists()

    def test_refuses_blank_words_and_writes_nothing(self, cast: Cast) -> None:
        problem = make_problem(cast)

        with pytest.raises(services.NothingSaid):
            services.publish(problem_id=problem.pk, title="路灯", words=" \n", by=cast.actor("liufang"), at=NOON)

        assert not Publication.objects.exists()

    def test_refuses_a_merged_problem(self, cast: Cast) -> None:
        one, other = make_problem(cast), make_problem(cast)
        sorting.merge_problems(problem_id=one.pk, into_id=other.pk, by=cast.actor("hejing"), at=NOON)

        with pytest.raises(NotAllowed):
            services.publish(problem_id=one.pk, title="路灯", words="不亮", by=cast.actor("liufang"), at=NOON)


class TestPublishMeasure:
    def test_shows_the_words_of_a_measure(self, cast: Cast) -> None:
        measure = make_measure(cast, make_assigned(cast))

        services.publish_measure(measure_id=measure.pk, words="换灯头", by=cast.actor("liufang"), at=NOON)

        assert PublicMeasure.objects.get().words == "换灯头"
        assert last_entry().after == {"measure": measure.pk, "words": 3}

    def test_refuses_the_unit_and_writes_nothing(self, cast: Cast) -> None:
        measure = make_measure(cast, make_assigned(cast))

        with pytest.raises(NotAllowed):
            services.publish_measure(measure_id=measure.pk, words="换灯头", by=cast.actor("wanglei"), at=NOON)

        assert not PublicMeasure.objects.exists()


class TestApproveEvidence:
    def test_shows_it_to_everybody(self, cast: Cast) -> None:
        evidence = make_evidence(cast, make_assigned(cast))

        services.approve_evidence(evidence_id=evidence.pk, by=cast.actor("liufang"), at=NOON)

        assert Evidence.objects.get().public_by == cast.people["liufang"]
        assert last_entry().action == "publishing.evidence.approved"

    def test_refuses_who_may_not_publish(self, cast: Cast) -> None:
        evidence = make_evidence(cast, make_assigned(cast))

        with pytest.raises(NotAllowed):
            services.approve_evidence(evidence_id=evidence.pk, by=cast.actor("wanglei"), at=NOON)

        assert Evidence.objects.get().public_at is None

    def test_tells_who_comes_second(self, cast: Cast) -> None:
        evidence = make_evidence(cast, make_assigned(cast))
        services.approve_evidence(evidence_id=evidence.pk, by=cast.actor("liufang"), at=NOON)

        with pytest.raises(services.EvidenceGone):
            services.approve_evidence(evidence_id=evidence.pk, by=cast.actor("liufang"), at=NOON)

    def test_can_be_taken_back(self, cast: Cast) -> None:
        evidence = make_evidence(cast, make_assigned(cast))
        services.approve_evidence(evidence_id=evidence.pk, by=cast.actor("liufang"), at=NOON)

        services.withdraw_evidence(evidence_id=evidence.pk, by=cast.actor("liufang"), at=NOON)

        assert Evidence.objects.get().public_at is None
        assert last_entry().action == "publishing.evidence.withdrawn"


class TestPublicReply:
    def test_waits_until_approved(self, cast: Cast) -> None:
        problem = make_working(cast)

        reply = services.reply_in_public(problem_id=problem.pk, words="周五前换好", by=cast.actor("wanglei"), at=NOON)

        assert reply.approved_at is None
        services.approve_reply(reply_id=reply.pk, by=cast.actor("liufang"), at=NOON, words="周五换好")
        assert PublicReply.objects.get().words == "周五换好"
        assert last_entry().action == "publishing.reply.approved"

    @pytest.mark.parametrize("who", ["hanbing", "gaoyuan", "hejing"])
    def test_is_not_for_others(self, cast: Cast, who: str) -> None:
        problem = make_working(cast)

        with pytest.raises(NotAllowed):
            services.reply_in_public(problem_id=problem.pk, words="周五前", by=cast.actor(who), at=NOON)

        assert not PublicReply.objects.exists()

    def test_is_approved_once(self, cast: Cast) -> None:
        problem, by = make_working(cast), cast.actor("liufang")
        reply = services.reply_in_public(problem_id=problem.pk, words="周五前换好", by=by, at=NOON)
        services.approve_reply(reply_id=reply.pk, by=by, at=NOON)

        with pytest.raises(services.ReplyGone):
            services.approve_reply(reply_id=reply.pk, by=by, at=NOON)

    def test_is_unknown_elsewhere(self, cast: Cast) -> None:
        with pytest.raises(NotFound):
            services.approve_reply(reply_id=999, by=cast.actor("liufang"), at=NOON)


class TestTellSpeaker:
    def test_mails_without_content_and_once_a_day(self, cast: Cast) -> None:
        voice, _code = make_voice(words="路灯坏了", contact="微信同号 lin@example.org", may_contact=True)

        assert services.tell_speaker(voice_id=voice.pk, at=NOON)
        assert not services.tell_speaker(voice_id=voice.pk, at=NOON + dt.timedelta(hours=3))

        (sent,) = mail.outbox
        assert sent.to == ["lin@example.org"]
        assert "路灯" not in f"{sent.subject}{sent.body}"
        assert SpeakerNotice.objects.count() == 1
        assert last_entry().action == "publishing.speaker.told"

    @pytest.mark.parametrize(
        "facts",
        [
            {"contact": "lin@example.org", "may_contact": False},
            {"contact": "13800138000", "may_contact": True},
            {"contact": "lin@example.org", "may_contact": True, "lane": Lane.ANONYMOUS},
            {},
        ],
        ids=["no consent", "no address", "anonymous", "nothing left"],
    )
    def test_sends_nothing_with(self, cast: Cast, facts: dict[str, object]) -> None:
        voice, _code = make_voice(**facts)  # type: ignore[arg-type]

        assert not services.tell_speaker(voice_id=voice.pk, at=NOON)

        assert not mail.outbox
        assert not SpeakerNotice.objects.exists()

    def test_reaches_everybody_who_feeds_a_problem(self, cast: Cast) -> None:
        voices = [make_voice(contact=f"{n}@example.org", may_contact=True)[0] for n in range(3)]
        sorting.file_waiting_voices()
        by = cast.actor("hejing")
        problem = sorting.open_problem(title="路灯", statement="不亮", voice_ids=[v.pk for v in voices], by=by, at=NOON)

        assert services.tell_speakers_of(problem_id=problem.pk, at=NOON) == 3
