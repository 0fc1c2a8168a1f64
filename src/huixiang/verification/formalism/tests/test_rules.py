"""What the rules find, with the values they measured; near misses stand in evals/formalism."""

from __future__ import annotations

import datetime as dt

import pytest

from evals.findings import SHOWN, Case, measured, read_cases
from huixiang.verification.formalism.catalogue import BY_KEY, RULES, look
from huixiang.verification.formalism.chances import at_least, at_most
from huixiang.verification.formalism.facts import OrderFacts, Piece, Reply, UnitFacts
from huixiang.verification.formalism.rule import Found

CASES = read_cases()
MARCH = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))


def found_in(rule: str, start: str) -> Found:
    """What a rule finds in the case whose words begin so."""
    case = next(case for case in CASES if case.rule == rule and case.why.startswith(start))
    found = BY_KEY[rule].find(case.facts, BY_KEY[rule].limits)
    assert found is not None
    return found


class TestCases:
    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
    def test_are_at_least_five_for_and_five_against_each_rule(self, rule: object) -> None:
        key = rule.key  # type: ignore[attr-defined]

        holding = [case.holds for case in CASES if case.rule == key]

        assert holding.count(True) >= 5
        assert holding.count(False) >= 5

    def test_are_measured_as_the_page_shows(self) -> None:
        import json  # noqa: PLC0415 - only this test reads it

        assert json.loads(SHOWN.read_text(encoding="utf-8")) == measured(CASES)

    def test_are_judged_wrong_no_more_often_than_the_page_says(self) -> None:
        wrong = [case for case in CASES if case.found != case.holds]

        assert (len(wrong), len(CASES)) == (17, 247)

    def test_of_another_subject_are_not_asked(self) -> None:
        unit = UnitFacts(1, *MARCH)

        assert list(look(unit, of="unit")) == []


MEASURED: list[tuple[str, str, dict[str, object], int]] = [
    ("last_tenth", "五天时限", {"used": 0.983, "contacts": 0, "denied": 0}, 2),
    ("copied_reply", "六件事", {"copies": 5}, 1),
    ("empty_reply", "收到加等待", {"named": 0, "characters": 33}, 1),
    ("passed_around", "三个部门", {"hops": 5, "returns": 4}, 1),
    ("blind_return", "两家来回", {"returns": 0, "blind": 0, "between": 3}, 3),
    ("raised_rating", "先说没解决", {"raised": 1, "days_between": 2}, 1),
    ("merged_unanswered", "三人只问", {"merged": 1, "not_asked": 2}, 1),
    ("softened_nature", "投诉改咨询", {"from": "complaint", "to": "consult", "changes": 1}, 1),
    ("paper_evidence", "方案、会议", {"pieces": 4, "paper": 3, "share": 0.75}, 3),
    ("due_after_due", "改了两次", {"changes": 1, "days_after_due": 3}, 1),
    ("narrowed", "十人移走", {"left": 3, "voices_before": 10, "share": 0.3}, 1),
    ("relapse", "反弹两次", {"relapses": 2, "days_until": 22}, 2),
    ("repeated_notes", "夹了一条", {"times": 3, "notes": 4}, 3),
    ("rating_burst", "两天都", {"day": "2026-03-31", "ratings": 15, "satisfied": 15, "at_once": 15, "days": 2}, 0),
    ("last_day_rush", "十一件", {"claims": 11, "on_last_day": 7, "share": 0.636}, 7),
    ("same_measure", "五个问题", {"words": "加强管理", "problems": 5}, 5),
    ("papers_over_work", "三份材料", {"papers": 3, "meetings": 3, "confirmed": 5}, 6),
    ("filled_in_late", "检查前", {"rows": 25, "days_late": 30, "hour": "2026-03-31T22"}, 0),
]


class TestRules:
    @pytest.mark.parametrize(("rule", "case", "values", "records"), MEASURED)
    def test_measure(self, rule: str, case: str, values: dict[str, object], records: int) -> None:
        found = found_in(rule, case)

        assert found.measured == values
        assert len(found.records) == records

    def test_say_how_unlikely_a_sample_is(self) -> None:
        found = found_in("sample_differs", "投诉一个没打")

        assert found.measured["group"] == "咨询"
        assert found.measured["chance"] == 0.0

    @pytest.mark.parametrize("rule", ["more_than_others", "beyond_duty"])
    def test_compare_a_share_with_that_of_the_others(self, rule: str) -> None:
        found = found_in(rule, "延期一半" if rule == "more_than_others" else "三成对一成")

        assert (found.measured["share"], found.measured["share_of_others"]) == (
            (0.5, 0.1) if rule == "more_than_others" else (0.3, 0.1)
        )

    def test_heed_a_threshold_that_was_changed(self) -> None:
        order = OrderFacts(1, hops=3)

        kept = list(look(order, of="problem", limits={"passed_around": {"hops": 4}}))

        assert [rule.key for rule, _found in look(order, of="problem")] == ["passed_around"]
        assert kept == []

    def test_can_find_several_things_at_once(self) -> None:
        order = OrderFacts(1, hops=4, replies=(Reply(1, "已下派。"),), evidence=(Piece("a", "paper"),))

        assert [rule.key for rule, _found in look(order, of="problem")] == ["empty_reply", "passed_around"]


class TestChances:
    def test_of_four_of_four_drawn_from_eight(self) -> None:
        assert round(at_least(4, drawn=4, marked=4, of=8), 6) == 0.014286

    def test_of_none_or_more_is_certain(self) -> None:
        assert round(at_least(0, drawn=4, marked=4, of=8), 9) == 1.0

    def test_of_at_most_none(self) -> None:
        assert round(at_most(0, drawn=4, marked=4, of=8), 6) == 0.014286

    def test_of_more_than_there_are_is_none(self) -> None:
        assert at_least(5, drawn=4, marked=4, of=8) == 0.0


def test_a_case_knows_what_its_rule_says() -> None:
    case = Case("passed_around", holds=True, why="三转", facts=OrderFacts(1, hops=3))

    assert case.found
