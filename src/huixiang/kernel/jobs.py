"""Background jobs: in the same database, queued in the caller's transaction, run in their organisation."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from procrastinate.contrib.django import app

from huixiang.kernel.tenancy import acting_in, current_organisation_id


def queue(task: Any, **ids: int | str) -> None:
    """Queue a job of ``organisation_job`` for the organisation of this transaction. Arguments are ids."""
    task.defer(organisation_id=current_organisation_id(), **ids)


def organisation_job(name: str) -> Callable[[Callable[..., None]], Any]:
    """Declare a job: it runs in one transaction that sees one organisation, at least once, with 5 tries."""

    def declare(run: Callable[..., None]) -> Any:
        @functools.wraps(run)
        def job(*, organisation_id: int, **ids: int | str) -> None:
            with acting_in(organisation_id):
                run(**ids)

        return app.task(name=name, retry=5)(job)

    return declare
