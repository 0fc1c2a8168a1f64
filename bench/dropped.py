"""Run inside a house: brings a file as the page does, confirms it as proposed, and waits for the worker's work."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django comes first
from huixiang.kernel.actor import Actor  # noqa: E402
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.listening import services  # noqa: E402
from huixiang.listening.models import Import  # noqa: E402
from huixiang.people.models import Organisation, User  # noqa: E402
from huixiang.people.queries import actor_for  # noqa: E402
from huixiang.sorting.models import EngineRun, InboxItem, Matter, Suggestion  # noqa: E402
from huixiang.sorting.testing.suggestions import make_shipped_taxonomy  # noqa: E402

LONGEST = 1800.0


def main(path: Path) -> None:
    """Print what came of it, and when."""
    organisation = Organisation.objects.get(slug="bench")
    with acting_in(organisation.pk):
        by = actor_for(User.objects.get(username="liufang"), organisation.pk)
        make_shipped_taxonomy("public-affairs", at=clock.now())
    began = time.perf_counter()
    import_id, read = _brought(path, by), time.perf_counter() - began
    _wait(organisation.pk, lambda: Import.objects.get(pk=import_id).state == "done")
    with acting_in(organisation.pk):
        voices = Import.objects.get(pk=import_id).new
    _wait(organisation.pk, lambda: InboxItem.objects.count() >= voices)
    filed = time.perf_counter() - began
    _wait(organisation.pk, lambda: EngineRun.objects.filter(state="done").exists())
    seconds = time.perf_counter() - began
    with acting_in(organisation.pk):
        told = {
            "seconds": seconds, "read s": round(read, 1), "in the inbox after s": round(filed, 1), "voices": voices,
            "suggestions": Suggestion.objects.count(), "matters": Matter.objects.count(),
        }  # fmt: skip
    print(json.dumps(told))


def _brought(path: Path, by: Actor) -> int:
    """The import of the file, confirmed as it was proposed once it was read."""
    with acting_in(by.organisation_id):
        brought = services.begin_import(name=path.name, pieces=[path.read_bytes()], by=by, at=clock.now())
    _wait(by.organisation_id, lambda: Import.objects.get(pk=brought.pk).state == "waiting")
    with acting_in(by.organisation_id):
        choice = services.choice_of(Import.objects.get(pk=brought.pk).choice)
        services.confirm_import(import_id=brought.pk, choice=choice, by=by, at=clock.now())
    return brought.pk


def _wait(organisation_id: int, is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        with acting_in(organisation_id):
            if is_so():
                return
        time.sleep(0.2)
    raise SystemExit("it did not come to an end within half an hour")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
