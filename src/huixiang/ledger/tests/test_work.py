"""Measures, progress, evidence, comments: who may, what is refused, what stays readable."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from huixiang.folio.uploads import make_safe
from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.ledger import files, life, services
from huixiang.ledger.models import Comment, Evidence, Measure, ProgressNote
from huixiang.ledger.services import BadDeadline, WordsMissing, WrongUnit
from huixiang.ledger.states import EvidenceKind, MeasureState
from huixiang.ledger.testing import make_assigned, make_claimed, make_evidence, make_measure
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem
from huixiang.sorting.testing import make_problem


def actions() -> list[str]:
    """What the journal says the ledger did."""
    return list(JournalEntry.objects.filter(action__startswith="ledger.").values_list("action", flat=True))


class TestPlanMeasure:
    def test_puts_the_problem_to_work(self, cast: Cast) -> None:
        problem = make_assigned(cast)

        make_measure(cast, problem)

        assert Problem.objects.get(pk=problem.pk).state == "working"
        assert actions() == ["ledger.problem.assigned", "ledger.measure.planned"]

    def test_lets_a_helping_unit_plan_its_own_part(self, cast: Cast) -> None:
        problem = make_assigned(cast, co_units=(cast.water,))

        measure = services.plan_measure(
            problem_id=problem.pk,
            words="挖沟时让开水管",
            unit=cast.water,
            due_on=NOON.date(),
            by=cast.actor("hanbing"),
            at=NOON,
        )

        assert measure.unit == cast.water

    @pytest.mark.parametrize(
        ("by", "unit", "words", "days", "refusal"),
        [
            ("hanbing", "roads", "换灯头", 0, NotAllowed),
            ("liufang", "roads", "换灯头", 0, NotAllowed),
            ("wanglei", "water", "换灯头", 0, WrongUnit),
            ("wanglei", "roads", "  ", 0, WordsMissing),
            ("wanglei", "roads", "换灯头", -1, BadDeadline),
            ("wanglei", "roads", "换灯头", 365 * 36, BadDeadline),
        ],
        ids=[
            "another unit",
            "the office",
            "for a unit without part",
            "without words",
            "in the past",
            "a slip of the year",
        ],
    )
    def test_refuses(self, cast: Cast, by: str, unit: str, words: str, days: int, refusal: type[Exception]) -> None:
        problem, due_on = make_assigned(cast), NOON.date() + dt.timedelta(days=days)

        with pytest.raises(refusal):
            services.plan_measure(
                problem_id=problem.pk,
                words=words,
                unit=getattr(cast, unit),
                due_on=due_on,
                by=cast.actor(by),
                at=NOON,
            )

        assert not Measure.objects.exists()

    def test_refuses_before_a_unit_is_responsible(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            make_measure(cast, make_problem(cast))

    def test_refuses_while_completion_is_examined(self, cast: Cast) -> None:
        claim = make_claimed(cast)

        with pytest.raises(NotAllowed):
            make_measure(cast, claim.problem)

        assert Measure.objects.count() == 1


class TestMeasuresLife:
    def test_finishing_keeps_the_day(self, cast: Cast) -> None:
        measure = make_measure(cast, make_assigned(cast))

        measure = services.finish_measure(measure_id=measure.pk, by=cast.actor("wanglei"), at=NOON)

        assert (measure.state, measure.done_on) == (MeasureState.DONE, dt.date(2026, 3, 2))

    def test_dropping_keeps_the_reason(self, cast: Cast) -> None:
        measure = make_measure(cast, make_assigned(cast))

        services.drop_measure(measure_id=measure.pk, words="整条路要重铺", by=cast.actor("wanglei"), at=NOON)

        assert ProgressNote.objects.get().words == "整条路要重铺"

    def test_moving_keeps_the_day_before_in_the_journal(self, cast: Cast) -> None:
        measure = make_measure(cast, make_assigned(cast))

        services.change_measure(
            measure_id=measure.pk,
            due_on=dt.date(2026, 3, 12),
            person=cast.people["wanglei"],
            by=cast.actor("wanglei"),
            at=NOON,
        )

        entry = JournalEntry.objects.get(action="ledger.measure.changed")
        assert (entry.before["due_on"], entry.after["due_on"]) == ("2026-03-09", "2026-03-12")

    def test_a_finished_one_stays(self, cast: Cast) -> None:
        measure = make_measure(cast, make_assigned(cast))
        services.finish_measure(measure_id=measure.pk, by=cast.actor("wanglei"), at=NOON)

        with pytest.raises(NotAllowed):
            services.drop_measure(measure_id=measure.pk, words="算了", by=cast.actor("wanglei"), at=NOON)

        measure.refresh_from_db()
        assert measure.state == MeasureState.DONE

    def test_an_unknown_one_is_not_found(self, cast: Cast) -> None:
        with pytest.raises(NotFound):
            services.finish_measure(measure_id=404, by=cast.actor("wanglei"), at=NOON)


class TestNotes:
    def test_progress_keeps_the_words(self, cast: Cast) -> None:
        problem = make_assigned(cast)

        services.note_progress(problem_id=problem.pk, words=" 灯头到货 ", by=cast.actor("wanglei"), at=NOON)

        assert ProgressNote.objects.get().words == "灯头到货"
        assert actions()[-1] == "ledger.progress.noted"

    def test_progress_belongs_to_a_measure_of_the_same_problem(self, cast: Cast) -> None:
        other = make_measure(cast, make_assigned(cast))
        problem, by = make_assigned(cast), cast.actor("wanglei")

        with pytest.raises(NotFound):
            services.note_progress(problem_id=problem.pk, words="到货", measure=other, by=by, at=NOON)

        assert not ProgressNote.objects.exists()

    def test_a_comment_is_the_supervisors(self, cast: Cast) -> None:
        problem = make_assigned(cast)

        services.comment_on(problem_id=problem.pk, words="请抓紧", by=cast.actor("gaoyuan"), at=NOON)

        with pytest.raises(NotAllowed):
            services.comment_on(problem_id=problem.pk, words="好的", by=cast.actor("wanglei"), at=NOON)
        assert [comment.words for comment in Comment.objects.all()] == ["请抓紧"]

    def test_evidence_needs_words_figures_or_a_file(self, cast: Cast) -> None:
        problem, by = make_assigned(cast), cast.actor("wanglei")

        with pytest.raises(WordsMissing):
            services.add_evidence(problem_id=problem.pk, kind=EvidenceKind.MONEY, words=" ", by=by, at=NOON)

        assert not Evidence.objects.exists()

    def test_files_no_evidence_names_are_swept_up_after_a_day(self, cast: Cast, settings: Any, tmp_path: Path) -> None:
        settings.UPLOADS_DIR = tmp_path
        problem, by = make_assigned(cast), cast.actor("wanglei")
        file = make_safe("付款 4200 元".encode(), name="单据.txt")
        kept = services.add_evidence(
            problem_id=problem.pk, kind=EvidenceKind.MONEY, words="", file=file, name="单据.txt", by=by, at=NOON
        )
        left = files.path_of(kept).with_name("0" * 32)
        left.write_bytes(b"left over")
        written_at = dt.datetime.fromtimestamp(left.stat().st_mtime, dt.UTC)

        assert files.sweep_orphans(at=written_at + dt.timedelta(hours=23)) == 0
        assert files.sweep_orphans(at=written_at + dt.timedelta(hours=25)) == 1
        assert not left.exists()
        assert files.path_of(kept).exists()

    def test_evidence_keeps_a_clean_file_under_a_safe_name(self, cast: Cast) -> None:
        problem, by = make_assigned(cast), cast.actor("wanglei")
        safe = make_safe("付款 4200 元".encode(), name="单据.txt")

        evidence = services.add_evidence(
            problem_id=problem.pk, kind=EvidenceKind.MONEY, words="", file=safe, name="../../单据.exe", by=by, at=NOON
        )

        assert evidence.file_name == "单据.txt"
        assert files.path_of(evidence).read_bytes() == "付款 4200 元".encode()


class TestLifeOf:
    def test_holds_every_act_with_its_words(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        make_measure(cast, problem)
        make_evidence(cast, problem)
        services.comment_on(problem_id=problem.pk, words="请抓紧", by=cast.actor("gaoyuan"), at=NOON)

        entries = life.life_of(problem, reader=cast.actor("wanglei"))

        assert [entry.words for entry in entries][1:] == [
            "市政道路股\n期限 3月23日（周一）。",
            "市政道路股\n换三盏路灯的灯头",
            "三盏都换好了，当晚试亮。\n3 盏",
            "请抓紧",
        ]
