"""Finishes and audits a restored house: every organisation's log against its records, every file that a row names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet

from huixiang.kernel import clock
from huixiang.kernel.actor import system
from huixiang.kernel.tenancy import acting_in
from huixiang.ops.backup.asked import Asked
from huixiang.ops.backup.erasing import erase_again
from huixiang.ops.backup.mirrors import Mirror, read_mirror
from huixiang.people.models import Organisation
from huixiang.transparency import queries, services
from huixiang.transparency.audit import audit

MOST_NAMED: Final = 20
PATHS: Final = ("clean_path", "sealed_path", "original_path")


def finish(asked: Asked) -> dict[str, Any]:
    """Erase again and say so in every log, if this restore is to stay; then look at everything.

    Gives for each organisation's slug its leaves, what the audit found, what was erased again and which files are gone.
    """
    mirrors = [read_mirror(folder) for folder in asked.mirrors]
    found = {}
    for organisation in Organisation.objects.order_by("slug"):
        settled = _settle(organisation, asked, mirrors) if asked.final else {"erased": 0, "lost": 0}
        found[organisation.slug] = _look(organisation, asked, lost=settled["lost"]) | settled
    if asked.final:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return found


def _settle(organisation: Organisation, asked: Asked, mirrors: Sequence[Mirror]) -> dict[str, int]:
    """Take over the mirror's entries, erase again, write the leaf of the restore, seal it."""
    by, at = system(organisation.pk), clock.now()
    lost = 0
    with acting_in(organisation.pk):
        head = queries.head()
        ours = [mirror for mirror in mirrors if head is not None and mirror.origin == head.origin]
        for mirror in ours:
            lost += services.continue_from_mirror(entries=mirror.entries(), note=mirror.note, at=at)
        erased = erase_again(ours, by=by, at=at)
        size = int(asked.about["logs"].get(organisation.slug, {}).get("size", 0))
        services.record_restore(made_at=str(asked.about["made_at"]), size=size, erased=erased, by=by, at=at)
    sealed = True
    while sealed:
        with acting_in(organisation.pk):
            sealed = services.seal_waiting(at=at) is not None
    return {"erased": erased, "lost": lost}


def _look(organisation: Organisation, asked: Asked, *, lost: int) -> dict[str, Any]:
    size = int(asked.about["logs"].get(organisation.slug, {}).get("size", 0))
    taken = {f"leaf:{idx}" for idx in range(size, size + lost)}
    with acting_in(organisation.pk):
        report = audit()
        gone = sorted(set(_named_files()) - asked.files)
    troubles = [
        {"trouble": each.trouble.value, "what": each.what} for each in report.findings if each.what not in taken
    ]
    return {"leaves": report.leaves, "opened": report.opened, "findings": troubles, "gone": gone[:MOST_NAMED]}


def _named_files() -> Iterator[str]:
    """Every file that a row of this organisation names, as the archive names it."""
    for model in apps.get_models():
        for field in (field.name for field in model._meta.concrete_fields if field.name in PATHS):  # noqa: SLF001
            rows: QuerySet[Any] = QuerySet(model).exclude(**{field: ""}).values_list(field, flat=True)
            for path in rows.iterator():
                yield f"uploads/{path}"
