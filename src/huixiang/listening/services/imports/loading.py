"""Takes in a table that lies at hand on the command line: nobody looks at a preview, the file is not kept."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from huixiang.folio.feeding import survey_table
from huixiang.kernel.actor import Actor
from huixiang.listening import policies
from huixiang.listening.models import Import
from huixiang.listening.services.imports.confirming import check_choice
from huixiang.listening.services.imports.reading import (
    fingerprint_of,
    first_choice,
    seal_survey,
    short_name,
    table_facts,
)
from huixiang.listening.states import ImportKind, ImportState


@transaction.atomic
def begin_load(*, path: Path, by: Actor, at: dt.datetime) -> Import:
    """Read a table and have it ready for ``run_import``, its columns found as on a preview; hidden rows are taken.

    The journal's entry follows when its voices are in.

    :raises NotAllowed: this person may not; nothing was written.
    :raises UnsafeFile: it cannot be read; nothing was written.
    :raises NotChosen: no column holds the words; nothing was written.
    """
    policies.may_import(by).require()
    found = survey_table(path)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    facts = table_facts(found)
    choice = replace(first_choice(found), leave_hidden=False)
    check_choice(ImportKind.TABLE, facts, choice)
    return Import.objects.create(
        name=short_name(path.name), kind=ImportKind.TABLE.value, state=ImportState.RUNNING.value, digest=digest,
        size=path.stat().st_size, fingerprint=fingerprint_of(found.header), survey=seal_survey(facts),
        choice=choice.plain(), rows=found.rows, by_id=by.user_id, at=at,
    )  # fmt: skip
