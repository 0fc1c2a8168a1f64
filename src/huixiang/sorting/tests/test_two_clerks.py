"""Two clerks at the same moment, each on a connection of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from huixiang.kernel.errors import Overtaken
from huixiang.kernel.tenancy import acting_in
from huixiang.listening.testing import make_voice
from huixiang.people import queries as people
from huixiang.people.testing import NOON, Cast, make_cast
from huixiang.sorting import services
from huixiang.sorting.models import Part, Problem
from huixiang.sorting.testing import make_item


@pytest.fixture
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast, committed; afterwards every row is removed, which append-only tables allow to their owner alone."""
    people.forget_hosts()
    with django_db_blocker.unblock():
        yield make_cast()
        wipe()
    people.forget_hosts()


@transaction.atomic
def wipe() -> None:
    tables = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("huixiang.")]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def at_once(house: Cast, *acts: Callable[[], object]) -> list[object]:
    """Run each act in its own thread and transaction; gives results or the refusals."""

    def run(act: Callable[[], object]) -> object:
        try:
            with acting_in(house.organisation.pk):
                return act()
        except Overtaken as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


class TestTwoClerks:
    def test_the_second_is_told_and_nothing_is_doubled(self, house: Cast) -> None:
        with acting_in(house.organisation.pk):
            item = make_item()
            clerks = [house.actor("hejing"), house.actor("sunli")]

        def answer(by: object) -> Callable[[], object]:
            return lambda: services.answer_voice(voice_id=item.pk, words="在办。", by=by, at=NOON, version=0)  # type: ignore[arg-type]

        done = at_once(house, *[answer(by) for by in clerks])

        told = [str(one.sentence) for one in done if isinstance(one, Overtaken)]
        first = next(clerk for clerk, one in zip(clerks, done, strict=True) if not isinstance(one, Overtaken))
        assert len(told) == 1
        assert f"{first.name} 刚刚答复了" in told[0]

    def test_problems_are_numbered_without_gaps(self, house: Cast) -> None:
        with acting_in(house.organisation.pk):
            by = house.actor("hejing")

        def make() -> object:
            return services.open_problem(title="漏", statement="水", voice_ids=[], by=by, at=NOON)

        at_once(house, *[make] * 6)

        with acting_in(house.organisation.pk):
            assert sorted(Problem.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]

    def test_both_may_join_different_voices_to_one_problem(self, house: Cast) -> None:
        with acting_in(house.organisation.pk):
            items = [make_item(), make_item()]
            by = house.actor("hejing")
            problem = services.open_problem(title="漏", statement="水", voice_ids=[], by=by, at=NOON)

        def join(number: int) -> Callable[[], object]:
            ids = [items[number].pk]
            return lambda: services.join_voices(problem_id=problem.pk, voice_ids=ids, by=by, at=NOON)

        at_once(house, join(0), join(1))

        with acting_in(house.organisation.pk):
            problem.refresh_from_db()
            assert problem.voices_count == Part.objects.count() == 2

    def test_workers_file_each_voice_once(self, house: Cast) -> None:
        with acting_in(house.organisation.pk):
            for _ in range(20):
                make_voice()

        filed = at_once(house, services.file_waiting_voices, services.file_waiting_voices)

        assert sum(filed) == 20  # type: ignore[arg-type]
