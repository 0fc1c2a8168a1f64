"""What was said under protection stands nowhere but in the envelope: addresses, tables, files, logs, notices are read.

The marker is in the words, the identity, the talk and a file of a case that accuses the roads unit. Those who read
are of that unit, of the inbox, of supervision, and a recipient placed in the accused unit with an unlocked key.
"""

from __future__ import annotations

import logging

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection

from huixiang.kernel.errors import NotAllowed
from huixiang.ledger import services as ledger
from huixiang.ledger.testing import make_assigned
from huixiang.listening import queries
from huixiang.listening.models import SealedCase
from huixiang.listening.tests.test_privacy import everything_stored
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services as sorting
from tests.guards.accused import (
    MARKER,
    READERS,
    SUMMARY,
    bytes_below,
    case_voice,
    fill_beside,
    make_summarised,
    told_to,
)
from tests.guards.foreign import signed_in


@pytest.fixture
def case(cast: Cast, caplog: pytest.LogCaptureFixture) -> SealedCase:
    caplog.set_level(logging.DEBUG)
    return make_summarised(cast)


class TestASealedCase:
    def test_is_shown_by_no_address(self, case: SealedCase, cast: Cast) -> None:
        values = fill_beside(cast) | {"case_id": case.pk, "sealed_file_id": case.files.all()[0].pk}

        told = [(who, path) for who in READERS for path in told_to(signed_in(cast, who), values)]

        assert told == []

    def test_stands_in_no_table_no_file_no_log_and_no_mail(
        self, case: SealedCase, caplog: pytest.LogCaptureFixture
    ) -> None:
        stored = everything_stored()

        assert case.pk.hex[:8] in stored
        assert SUMMARY in stored
        assert MARKER not in stored + caplog.text + "".join(str(one.message()) for one in mail.outbox)
        assert MARKER.encode().hex() not in stored
        folders = (settings.UPLOADS_DIR, settings.DATA_DIR / "engine")
        assert not [path for folder in folders for path, content in bytes_below(folder) if MARKER.encode() in content]

    def test_names_the_accused_unit_in_no_row(self, case: SealedCase, cast: Cast) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT mark FROM listening_accusation")
            marks = [bytes(row[0]) for row in cursor.fetchall()]

        assert marks == [queries.accusation_mark(case_voice(), cast.roads.pk)]


class TestTheSummary:
    def test_is_never_handed_to_the_accused(self, case: SealedCase, cast: Cast) -> None:
        by, at = cast.actor("liufang"), NOON
        problem = sorting.open_problem(
            voice_ids=[case_voice()], title="经费", statement="经费对不上。", by=cast.actor("hejing"), at=at
        )
        assert case.pk
        with pytest.raises(NotAllowed, match="针对"):
            ledger.assign_problem(problem_id=problem.pk, unit=cast.roads, leader=cast.people["zhouming"], by=by, at=at)
        ledger.assign_problem(problem_id=problem.pk, unit=cast.water, leader=cast.people["maqiang"], by=by, at=at)

        problem.refresh_from_db()
        assert problem.unit == cast.water

    def test_joins_no_problem_the_accused_works_on(self, case: SealedCase, cast: Cast) -> None:
        theirs = make_assigned(cast)
        assert case.pk
        with pytest.raises(NotAllowed):
            sorting.join_voices(problem_id=theirs.pk, voice_ids=[case_voice()], by=cast.actor("hejing"), at=NOON)

        assert theirs.parts.filter(voice=case_voice()).count() == 0
