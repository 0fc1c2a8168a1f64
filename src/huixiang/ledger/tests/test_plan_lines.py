"""What changed since a plan was approved, and counts that never mix problems and measures."""

from __future__ import annotations

from dataclasses import replace

from huixiang.ledger.plan_lines import Line, Planned, What, changes, counts_of, digest_of, from_plain

LAMP = Planned(1, "换三盏灯头", "市政道路股", "2026-03-09", "planned")
LINE = Line("problem", 7, 12, "桂花路路灯不亮", "市政道路股", "周明", "2026-03-30", "working", (LAMP,))
RULE = Line("rule", 7, 1, "路灯巡查制度", "市政道路股", "", "2026-04-30", "planned")


def whats(approved: list[Line], now: list[Line]) -> list[tuple[What, str, str]]:
    return [(change.what, change.before, change.after) for change in changes(approved, now)]


class TestChanges:
    def test_are_none_between_equal_readings(self) -> None:
        assert changes([LINE, RULE], [LINE, RULE]) == []

    def test_name_what_came_and_what_left(self) -> None:
        assert whats([LINE], [RULE]) == [(What.ADDED, "", ""), (What.LEFT, "", "")]

    def test_name_a_deadline_that_moved(self) -> None:
        assert whats([LINE], [replace(LINE, due_on="2026-04-10")]) == [(What.DUE, "2026-03-30", "2026-04-10")]

    def test_name_a_measure_given_up(self) -> None:
        now = replace(LINE, measures=(replace(LAMP, state="dropped"),))

        assert [(change.what, change.about) for change in changes([LINE], [now])] == [
            (What.MEASURE_DROPPED, "换三盏灯头")
        ]

    def test_name_a_measure_that_moved_and_one_that_came(self) -> None:
        more = Planned(2, "夜间试亮", "市政道路股", "2026-03-20", "planned")
        now = replace(LINE, measures=(replace(LAMP, due_on="2026-03-19"), more))

        assert [change.what for change in changes([LINE], [now])] == [What.MEASURE_DUE, What.MEASURE_ADDED]

    def test_name_a_relapse_beside_the_state(self) -> None:
        closed = replace(LINE, state="confirmed")
        now = replace(LINE, state="disputed", relapses=1)

        assert whats([closed], [now]) == [(What.STATE, "confirmed", "disputed"), (What.RELAPSED, "0", "1")]


class TestCounts:
    def test_keep_problems_and_measures_apart(self) -> None:
        done = replace(LAMP, state="done")
        lines = [replace(LINE, id=number, number=number, measures=(done,)) for number in range(16)]
        lines += [
            replace(LINE, id=20, state="confirmed", measures=()),
            replace(LINE, id=21, state="listed", measures=()),
        ]
        counts = counts_of(lines)

        assert (counts.problems, counts.confirmed, counts.at_work, counts.waiting) == (18, 1, 16, 1)
        assert (counts.measures, counts.carried_out) == (16, 16)

    def test_leave_out_measures_given_up(self) -> None:
        counts = counts_of([replace(LINE, measures=(LAMP, replace(LAMP, id=2, state="dropped")))])

        assert (counts.measures, counts.carried_out) == (1, 0)


def test_lines_come_back_as_they_were_kept() -> None:
    assert from_plain([LINE.plain(), RULE.plain()]) == [LINE, RULE]
    assert digest_of([LINE]) != digest_of([replace(LINE, state="claimed")])
