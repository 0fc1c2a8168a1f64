from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from huixiang.kernel.actor import outsider
from huixiang.kernel.tenancy import TenantModel, acting_in
from huixiang.listening import services
from huixiang.listening.models import Voice
from huixiang.listening.states import Lane
from huixiang.listening.tests.test_accepting import CHANCE
from huixiang.people.testing import NOON, Cast, make_cast
from huixiang.proofs import receipts


@pytest.fixture
def committed_cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """A cast that other connections see. Django cannot flush append-only tables, so it is removed by hand."""
    with django_db_blocker.unblock():
        cast = make_cast(slug="crowd", host=None)
        yield cast
        _remove(cast)


def _remove(cast: Cast) -> None:
    tables = [model._meta.db_table for model in apps.get_models() if issubclass(model, TenantModel)]
    with connection.cursor() as cursor:
        for word in ("DISABLE", "ENABLE"):
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} {word} TRIGGER USER")
            if word == "DISABLE":
                with acting_in(cast.organisation.pk):
                    for table in tables:
                        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own tables
        cast.organisation.delete()


class TestManySendersAtOnce:
    def test_get_one_voice_and_no_error(self, committed_cast: Cast) -> None:
        code, ready = receipts.draw(CHANCE), threading.Barrier(4)
        results: list[tuple[str, bool]] = []

        def send() -> None:
            ready.wait()
            with acting_in(committed_cast.organisation.pk):
                by = outsider(committed_cast.organisation.pk)
                taken = services.accept_voice(words="水", code=code, lane=Lane.OPEN, by=by, at=NOON)
                results.append((str(taken.voice.pk), taken.again))
            connection.close()

        threads = [threading.Thread(target=send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len({voice_id for voice_id, _again in results}) == 1
        assert sorted(again for _id, again in results) == [False, True, True, True]
        with acting_in(committed_cast.organisation.pk):
            assert Voice.objects.count() == 1
