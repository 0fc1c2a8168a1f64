"""The dispatch catalogue: which rule counts, from when; its pages, its test bench, and what a hand-over proposes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.ledger import queries, services
from huixiang.ledger.models import DispatchRule
from huixiang.ledger.queries import Subject
from huixiang.ledger.services import DispatchRuleImpossible
from huixiang.listening import services as listening
from huixiang.listening.models import Place
from huixiang.people import services as people
from huixiang.people.models import Unit
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Label, Problem
from huixiang.sorting.services import labelling
from huixiang.sorting.states import TaxonomyKind
from huixiang.sorting.testing import make_problem

TODAY = NOON.date()
TOMORROW = TODAY + dt.timedelta(days=1)
SignIn = Callable[[str], Client]


@pytest.fixture
def lamps(cast: Cast) -> Label:
    """路灯, below 市政, with two words that speak for it."""
    by = cast.actor("liufang")
    topics = sorting.begin_taxonomy(
        name="公共事务", code="public", kind=TaxonomyKind.TOPIC, several=False, by=by, at=NOON
    )
    works = sorting.add_label(taxonomy_id=topics.pk, code="1", name="市政", by=by, at=NOON, keywords=["路灯", "井盖"])
    sorting.add_label(taxonomy_id=topics.pk, code="2", name="环卫", by=by, at=NOON, keywords=["垃圾", "清扫"])
    return sorting.add_label(taxonomy_id=topics.pk, code="1.1", name="路灯", parent_id=works.pk, by=by, at=NOON)


@pytest.fixture
def street(cast: Cast) -> Place:
    by = cast.actor("hejing")
    town = listening.add_place(name="青禾镇", code="qinghe-town", parent=None, by=by, at=NOON)
    return listening.add_place(name="桂花路", code="guihua-road", parent=town, by=by, at=NOON)


def add(cast: Cast, unit: Unit, **facts: Any) -> DispatchRule:
    facts = {"since": TODAY, "at": NOON, **facts}
    return services.add_dispatch_rule(unit=unit, by=cast.actor("liufang"), **facts)


def goes_to(subject: Subject, day: dt.date = TODAY) -> Unit | None:
    rule = queries.dispatch_rule_for(subject, day)
    return rule.unit if rule else None


class TestTheMostParticularRule:
    def test_is_that_of_the_deepest_label_then_of_the_deepest_place(
        self, cast: Cast, lamps: Label, street: Place
    ) -> None:
        add(cast, cast.top)
        add(cast, cast.water, place=street.parent)
        add(cast, cast.roads, label=lamps.parent)
        add(cast, cast.water, label=lamps, place=street)

        assert goes_to(Subject()) == cast.top
        assert goes_to(Subject([], street)) == cast.water
        assert goes_to(Subject([lamps])) == cast.roads
        assert goes_to(Subject([lamps], street.parent)) == cast.roads
        assert goes_to(Subject([lamps], street)) == cast.water

    def test_of_a_closed_unit_is_passed_over(self, cast: Cast, lamps: Label) -> None:
        section = people.add_unit(name="路灯班", code="lamps", parent=cast.roads, by=cast.actor("admin"), at=NOON)
        add(cast, cast.roads, label=lamps.parent)
        add(cast, section, label=lamps)
        Unit.objects.filter(pk=section.pk).update(closed_on=TODAY)

        assert goes_to(Subject([lamps])) == cast.roads
        assert [rule.unit.name for rule in queries.matching_rules(Subject([lamps]), TODAY)] == ["路灯班", "市政道路股"]

    def test_without_any_is_none(self, cast: Cast, lamps: Label) -> None:
        assert goes_to(Subject([lamps])) is None


class TestAddRule:
    def test_counts_from_its_day_and_ends_the_one_before(self, cast: Cast, lamps: Label) -> None:
        add(cast, cast.roads, label=lamps)
        add(cast, cast.water, label=lamps, since=TOMORROW)

        assert (goes_to(Subject([lamps])), goes_to(Subject([lamps]), TOMORROW)) == (cast.roads, cast.water)
        assert JournalEntry.objects.filter(action="ledger.dispatch_rule.added").count() == 2

    def test_of_the_past_is_refused(self, cast: Cast) -> None:
        with pytest.raises(DispatchRuleImpossible):
            add(cast, cast.roads, since=TODAY - dt.timedelta(days=1))
        assert not DispatchRule.objects.exists()

    def test_before_one_that_begins_later_is_refused(self, cast: Cast) -> None:
        add(cast, cast.roads, since=TOMORROW)

        with pytest.raises(DispatchRuleImpossible):
            add(cast, cast.water)
        assert DispatchRule.objects.get().unit == cast.roads

    def test_to_a_closed_unit_is_refused(self, cast: Cast) -> None:
        cast.roads.closed_on = TODAY

        with pytest.raises(DispatchRuleImpossible):
            add(cast, cast.roads)
        assert not DispatchRule.objects.exists()

    def test_is_the_offices_business(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            services.add_dispatch_rule(unit=cast.roads, since=TODAY, by=cast.actor("wanglei"), at=NOON)
        assert not DispatchRule.objects.exists()


class TestEndRule:
    def test_counts_up_to_its_day_and_is_on_the_record(self, cast: Cast) -> None:
        rule = add(cast, cast.roads)
        services.end_dispatch_rule(rule_id=rule.pk, until=TODAY, by=cast.actor("liufang"), at=NOON)

        assert (goes_to(Subject()), goes_to(Subject(), TOMORROW)) == (cast.roads, None)
        assert JournalEntry.objects.get(action="ledger.dispatch_rule.ended").subject == f"dispatch_rule:{rule.pk}"

    def test_changes_no_day_that_is_past(self, cast: Cast) -> None:
        rule = add(cast, cast.roads)

        with pytest.raises(DispatchRuleImpossible):
            services.end_dispatch_rule(
                rule_id=rule.pk, until=TODAY - dt.timedelta(2), by=cast.actor("liufang"), at=NOON
            )
        assert goes_to(Subject()) == cast.roads

    def test_of_none_is_not_found(self, cast: Cast) -> None:
        with pytest.raises(NotFound):
            services.end_dispatch_rule(rule_id=999_999, until=TODAY, by=cast.actor("liufang"), at=NOON)


def lit(cast: Cast, lamps: Label, street: Place) -> Problem:
    """A listed problem at the street whose voice a clerk put under 路灯."""
    problem = make_problem(cast, place=street)
    voices = [part.voice_id for part in problem.parts.all()]
    labelling.give_label(voice_ids=voices, label_id=lamps.pk, by=cast.actor("hejing"), at=NOON)
    return problem


class TestHandOverForm:
    def test_proposes_the_unit_and_says_why(self, cast: Cast, sign_in: SignIn, lamps: Label, street: Place) -> None:
        problem = lit(cast, lamps, street)
        add(cast, cast.roads, label=lamps, since=TODAY)
        page = sign_in("liufang").get(reverse("ledger:assign", args=[problem.number])).content.decode()

        assert f'<option value="{cast.roads.pk}" selected>' in page
        assert "目录建议交给市政道路股，依据的条目：路灯" in page

    def test_proposes_nothing_where_no_rule_fits(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_problem(cast)
        page = sign_in("liufang").get(reverse("ledger:assign", args=[problem.number])).content.decode()

        assert "目录建议" not in page


@pytest.fixture
def office(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in("liufang")


def typed(cast: Cast, **facts: Any) -> dict[str, Any]:
    return {"label": "", "place": "", "unit": cast.roads.pk, "since": "2099-01-01", "source": "三定方案", **facts}


class TestCataloguePage:
    def test_says_that_it_is_empty(self, office: Client) -> None:
        assert "目录还是空的" in office.get(reverse("ledger:catalogue")).content.decode()

    def test_adds_one(self, cast: Cast, office: Client, lamps: Label, street: Place) -> None:
        office.post(reverse("ledger:dispatch_rule_add"), typed(cast, label=lamps.pk, place="桂花路"))
        page = office.get(reverse("ledger:catalogue")).content.decode()

        assert "路灯 · 桂花路" in page
        assert "三定方案" in page

    @pytest.mark.parametrize(
        ("facts", "status"), [({"place": "没有的地方"}, 422), ({"label": "x"}, 422), ({"since": "2020-01-01"}, 409)]
    )
    def test_gives_back_what_was_typed(self, cast: Cast, office: Client, facts: dict[str, str], status: int) -> None:
        answer = office.post(reverse("ledger:dispatch_rule_add"), typed(cast, **facts))

        assert answer.status_code == status
        assert "三定方案" in answer.content.decode()
        assert not DispatchRule.objects.exists()

    def test_shows_a_unit_the_rules_without_the_form(self, sign_in: SignIn) -> None:
        page = sign_in("wanglei").get(reverse("ledger:catalogue")).content.decode()

        assert "只有活动办公室可以维护派单目录。" in page
        assert 'name="since"' not in page

    def test_ends_one(self, cast: Cast, office: Client) -> None:
        office.post(reverse("ledger:dispatch_rule_add"), typed(cast))
        rule = DispatchRule.objects.get()
        office.post(reverse("ledger:dispatch_rule_end", args=[rule.pk]), {"until": "2098-12-31"})

        assert "目录还是空的" in office.get(reverse("ledger:catalogue")).content.decode()


class TestTrial:
    def test_reads_label_and_place_from_words(self, cast: Cast, office: Client, lamps: Label, street: Place) -> None:
        add(cast, cast.roads, label=lamps.parent, place=street)
        add(cast, cast.top)
        answer = office.post(reverse("ledger:catalogue_trial"), {"text": "桂花路的路灯坏了三盏，晚上看不清。"})
        page = answer.content.decode()

        assert "会交给市政道路股" in page
        assert "地点：桂花路" in page
        assert "还有更具体的一条，以那一条为准。" in page

    def test_takes_what_was_chosen_before_what_was_read(
        self, cast: Cast, office: Client, lamps: Label, street: Place
    ) -> None:
        add(cast, cast.roads, place=street)
        add(cast, cast.water, place=street.parent)
        answer = office.post(reverse("ledger:catalogue_trial"), {"text": "桂花路的路灯坏了。", "place": "青禾镇"})

        assert "会交给供排水股" in answer.content.decode()

    def test_says_when_no_rule_fits(self, office: Client) -> None:
        answer = office.post(reverse("ledger:catalogue_trial"), {"text": "食堂的菜太咸。"})

        assert "目录里没有写该归谁" in answer.content.decode()
