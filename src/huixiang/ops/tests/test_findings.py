from __future__ import annotations

import pytest
from django.db import connection

from huixiang.ops import doctor, findings


@pytest.mark.django_db
class TestFindings:
    def test_say_that_the_database_is_well(self) -> None:
        assert findings.database().well

    def test_call_a_database_that_may_forget_not_durable(self) -> None:
        found = findings.durable()  # the tests' own server runs with fsync off

        assert not found.well
        assert "fsync=off" in found.seen
        assert "postgresql.conf" in found.remedy

    def test_see_that_row_security_binds_us(self) -> None:
        assert findings.bound_by_row_security().well

    def test_miss_a_worker(self) -> None:
        found = findings.worker()

        assert not found.well
        assert "huixiang worker" in found.remedy

    def test_see_no_lag_in_an_empty_queue(self) -> None:
        assert findings.queue_lag().well

    def test_see_a_job_that_waits_too_long(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
                " VALUES ('default', 'x', '{}', 'todo') RETURNING id"
            )
            job = cursor.fetchone()[0]
            cursor.execute("UPDATE procrastinate_events SET at = now() - interval '1 hour' WHERE job_id = %s", [job])

        assert not findings.queue_lag().well

    def test_have_a_remedy_for_everything_that_is_not_well(self) -> None:
        assert all(found.remedy for found in findings.examine() if not found.well)


@pytest.mark.django_db
class TestDoctor:
    def test_fails_and_prints_the_remedy(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert doctor.report() == 1
        assert "BAD  worker" in capsys.readouterr().out
