"""The stop rule: whatever is answered in whatever order, nothing unverified ever ends as passed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from huixiang.proofs.bounds import most_false, rate_of, two_stages
from huixiang.proofs.draws import draw, draw_with_least
from huixiang.verification.models import SampleAudit, SampledProblem
from huixiang.verification.queries import Outcome
from huixiang.verification.services import stage_facts
from huixiang.verification.states import OVER, RUNNING, AuditState, Found, StageFacts, StopRule, next_state

S = AuditState
SEED = "20261128"
DAY = dt.timedelta(days=1)


class TestRule:
    @pytest.mark.parametrize(
        ("state", "facts", "to"),
        [(S.FIRST_STAGE, (1, 0, 0, 0, True), S.CLEAN), (S.FIRST_STAGE, (1, 0, 1, 1, False), None),
         (S.FIRST_STAGE, (1, 0, 1, 0, False), S.UNDECIDED), (S.FIRST_STAGE, (1, 0, 1, 0, True), S.UNDECIDED),
         (S.FIRST_STAGE, (1, 1, 0, 0, False), S.SECOND_STAGE), (S.FIRST_STAGE, (1, 1, 2, 0, False), S.UNDECIDED),
         (S.FIRST_STAGE, (1, 2, 5, 5, False), S.FULL_CHECK), (S.SECOND_STAGE, (2, 1, 0, 0, True), S.CLEAN),
         (S.SECOND_STAGE, (2, 1, 0, 0, False), S.FULL_CHECK), (S.SECOND_STAGE, (2, 1, 1, 0, True), S.UNDECIDED),
         (S.UNDECIDED, (1, 0, 3, 0, False), None), (S.UNDECIDED, (1, 0, 3, 3, False), None),
         (S.UNDECIDED, (1, 0, 0, 0, True), S.CLEAN), (S.UNDECIDED, (1, 1, 0, 0, False), S.SECOND_STAGE),
         (S.UNDECIDED, (2, 2, 1, 0, False), S.FULL_CHECK), (S.UNDECIDED, (3, 4, 1, 0, False), None),
         (S.FULL_CHECK, (3, 9, 1, 0, False), S.UNDECIDED), (S.FULL_CHECK, (3, 9, 0, 0, False), S.ENDED),
         (S.CLEAN, (1, 0, 0, 0, True), None), (S.ENDED, (1, 0, 0, 0, True), None),
         (S.PREPARING, (0, 0, 0, 0, True), None)],
    )  # fmt: skip
    def test_says_where_it_goes(
        self, state: AuditState, facts: tuple[int, int, int, int, bool], to: AuditState | None
    ) -> None:
        assert next_state(state, StageFacts(*facts), StopRule.VERIFIED) == to

    @pytest.mark.parametrize(
        ("state", "facts", "to"),
        [(S.FIRST_STAGE, (1, 0, 3, 0, False), S.ENDED), (S.FIRST_STAGE, (1, 0, 1, 1, False), None),
         (S.FIRST_STAGE, (1, 1, 2, 0, False), S.SECOND_STAGE), (S.FIRST_STAGE, (1, 2, 5, 5, False), S.FULL_CHECK),
         (S.SECOND_STAGE, (2, 1, 2, 0, False), S.ENDED), (S.FULL_CHECK, (3, 9, 1, 0, False), S.ENDED)],
    )  # fmt: skip
    def test_of_before_stays_for_audits_begun_with_it(
        self, state: AuditState, facts: tuple[int, int, int, int, bool], to: AuditState | None
    ) -> None:
        assert next_state(state, StageFacts(*facts), StopRule.BY_DAYS) == to


@dataclass
class Played:
    """An audit played through the real rule, facts and draw, without a database: who answers what is given."""

    audit: SampleAudit
    day: dt.date = dt.date(2026, 3, 5)
    sampled: list[SampledProblem] = field(default_factory=list)
    answers: dict[str, Found] = field(default_factory=dict)

    @property
    def outcomes(self) -> dict[str, Outcome]:
        return {one.number: Outcome(self.answers.get(one.number, Found.UNVERIFIED)) for one in self.sampled}

    @property
    def unverified(self) -> int:
        return sum(one.found == Found.UNVERIFIED for one in self.outcomes.values())

    def take_in(self, numbers: list[str]) -> None:
        known, order = {one.number for one in self.sampled}, draw(SEED, self.audit.population, self.audit.size)
        self.sampled += [SampledProblem(number=each, rank=order.index(each)) for each in numbers if each not in known]
        self.audit.answers_until = self.day + 7 * DAY

    def draw(self, size: int) -> None:
        self.take_in(draw_with_least(SEED, self.audit.population, size, self.audit.least))

    def follow(self) -> None:
        facts = stage_facts(self.audit, self.sampled, self.outcomes, today=self.day)
        to = next_state(AuditState(self.audit.state), facts, StopRule.VERIFIED)
        self.audit.state = to or self.audit.state
        if to == S.UNDECIDED:
            self.audit.answers_until = self.day + self.audit.check_days * DAY
        elif to == S.SECOND_STAGE:
            self.audit.stage = 2
            self.draw(self.audit.second_size)
        elif to == S.FULL_CHECK:
            false = {number for number, one in self.outcomes.items() if one.found == Found.FALSE}
            self.audit.full_units = sorted({self.audit.population[number] for number in false})
            assert self.audit.full_units
            self.take_in([n for n, unit in self.audit.population.items() if unit in self.audit.full_units])

    def answer(self, place: int, found: Found) -> None:
        self.answers.setdefault(self.sampled[place % len(self.sampled)].number, found)


def begun(size: int, units: int) -> Played:
    first, second = two_stages(size, Fraction(5, 100), Fraction(5, 100))
    population = {f"{n}": f"unit{n % units}" for n in range(1, size + 1)}
    audit = SampleAudit(
        state=S.FIRST_STAGE, stage=1, size=size, population=population, first_size=first, second_size=second,
        least=5, rate_percent=5, alpha_percent=5, check_days=14,
    )  # fmt: skip
    played = Played(audit)
    played.draw(first)
    return played


ACTS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 200), st.sampled_from([Found.GENUINE, Found.GENUINE, Found.GENUINE, Found.FALSE])),
        st.integers(1, 30),
    ),
    max_size=80,
)
"""Answers about the nth drawn problem, and days that pass; after each the rule is followed."""


class TestAnySequence:
    @given(size=st.integers(1, 120), units=st.integers(1, 6), acts=ACTS)
    @settings(max_examples=150, deadline=None)
    def test_with_something_unverified_never_ends(
        self, size: int, units: int, acts: list[tuple[int, Found] | int]
    ) -> None:
        played = begun(size, units)
        for act in acts:
            if isinstance(act, int):
                played.day += act * DAY
            elif played.audit.state in RUNNING:
                played.answer(*act)
            played.follow()
            if played.audit.state in OVER:
                assert played.unverified == 0

    @given(size=st.integers(1, 120), units=st.integers(1, 6), false=st.sets(st.integers(0, 40), max_size=3))
    @settings(max_examples=100, deadline=None)
    def test_that_ends_as_passed_holds_the_rate_in_the_worst_case(self, size: int, units: int, false: set[int]) -> None:
        played = begun(size, units)
        while played.audit.state in RUNNING:
            for place, one in enumerate(played.sampled):
                played.answers.setdefault(one.number, Found.FALSE if place in false else Found.GENUINE)
            played.follow()
        plain = [one for one in played.sampled if one.rank < (0, *_sizes(played.audit))[played.audit.stage]]
        found = sum(played.answers[one.number] == Found.FALSE for one in plain)
        worst = most_false(size, len(plain), found, Fraction(25, 1000))

        assert played.audit.state == (S.ENDED if played.audit.full_units else S.CLEAN)
        if played.audit.state == S.CLEAN:
            assert worst < rate_of(size, Fraction(5, 100))

    @given(size=st.integers(1, 120), silent=st.integers(0, 200), days=st.lists(st.integers(1, 400), max_size=6))
    @settings(max_examples=60, deadline=None)
    def test_with_one_silent_waits_for_ever(self, size: int, silent: int, days: list[int]) -> None:
        played = begun(size, 2)
        unheard = played.sampled[silent % len(played.sampled)].number
        for one in played.sampled:
            if one.number != unheard:
                played.answers[one.number] = Found.GENUINE
        for passed in (8, *days):
            played.day += passed * DAY
            played.follow()

        assert played.audit.state == S.UNDECIDED


def _sizes(audit: SampleAudit) -> tuple[int, int]:
    return audit.first_size, audit.second_size
