"""The demo is lived through the real services; the suite lives it too."""

from __future__ import annotations

import datetime as dt

import pytest

from huixiang.kernel.tenancy import acting_in
from huixiang.ledger.models import Plan, Pledge, Project, Rule
from huixiang.ops.demo.load import load_demo
from huixiang.ops.demo.pages import read_story
from huixiang.people.models import Organisation
from huixiang.sorting.models import InboxItem, Problem
from huixiang.sorting.states import InboxState, ProblemState

TODAY = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
STATES = {
    "confirmed": {"confirmed"},
    "disputed_reclaimed_confirmed": {"confirmed"},
    "silent": {"silent"},
    "disputed_open": {"disputed", "working"},
    "disputed_reclaimed_waiting": {"checked"},
    "just_listed": {"listed"},
    "in_work": {"working"},
    "overdue": {"working"},
    "waiting_answer": {"checked"},
    "waiting_check": {"signed"},
    "check_failed": {"working"},
}


@pytest.mark.django_db
class TestDemo:
    def test_is_lived_as_it_is_told(self) -> None:
        told = load_demo(until=TODAY)

        assert told.refusals == ()
        assert (told.voices, told.problems) == (276, 43)
        with acting_in(Organisation.objects.get(slug="qinghe").pk):
            stands = dict(Problem.objects.values_list("title", "state"))
            for problem in read_story().problems:
                assert stands[problem["title"]] in STATES[problem["outcome"]], problem["key"]
            assert (Rule.objects.count(), Pledge.objects.count(), Project.objects.count()) == (2, 2, 2)
            assert [plan.versions.count() for plan in Plan.objects.all()] == [1, 1]
            assert Plan.objects.get(kind="special").left_open == 2
            assert InboxItem.objects.filter(state=InboxState.NEW).count() == 69
            assert InboxItem.objects.filter(state=InboxState.SET_ASIDE).count() == 14
            working = Problem.objects.filter(state=ProblemState.WORKING, due_on__lt=TODAY.date())
            assert working.count() >= 6
