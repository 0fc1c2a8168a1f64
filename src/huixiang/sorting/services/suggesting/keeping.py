"""Suggestions are kept in step with what the engine says now; what people decided about is never touched again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from huixiang.kernel.tenancy import current_organisation_id
from huixiang.sorting.models import InboxItem, Suggestion
from huixiang.sorting.services.suggesting.facts import TARGETS, Target, Wanted
from huixiang.sorting.states import SuggestionKind, SuggestionState

_UPDATE = """
UPDATE sorting_suggestion AS own
SET confidence = told.confidence, reason = told.reason, facts = told.facts::jsonb, run_id = told.run_id
FROM unnest(%s::bigint[], %s::float8[], %s::text[], %s::text[], %s::bigint[])
    AS told (id, confidence, reason, facts, run_id)
WHERE own.id = told.id AND own.organisation_id = %s
"""
SAME = 0.005  # confidence that differs less is the same


def keep_suggestions(
    *, voice_ids: Collection[UUID], wanted: Iterable[Wanted], run_id: int | None, at: datetime
) -> dict[str, int]:
    """Let exactly these suggestions stand open for these voices; says how many are new, by kind.

    Open ones that are not wanted any more are overtaken. One that was accepted, changed or refused is not made again
    for the same voice, kind and target. The caller holds the voices' inbox rows. 4 queries.
    """
    asked = {one.key: one for one in wanted}
    changed, gone, known = [], [], set()
    for suggestion in Suggestion.objects.filter(voice__in=voice_ids).exclude(state=SuggestionState.OVERTAKEN):
        key = (suggestion.voice_id, suggestion.kind, target_of(suggestion))
        known.add(key)
        if suggestion.state != SuggestionState.OPEN:
            continue
        if key not in asked:
            gone.append(suggestion.pk)
        elif _freshened(suggestion, asked[key], run_id):
            changed.append(suggestion)
    new = [_row(one, run_id, at) for key, one in asked.items() if key not in known]
    Suggestion.objects.bulk_create(new, batch_size=1000)
    _update(changed)
    Suggestion.objects.filter(pk__in=gone).update(state=SuggestionState.OVERTAKEN)
    InboxItem.objects.filter(pk__in=voice_ids).update(weighed_at=at)
    counts: dict[str, int] = {}
    for row in new:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    return counts


def _update(changed: Sequence[Suggestion]) -> None:
    """Write what was taken over, in one statement; the same by way of the models takes ten times as long."""
    if changed:
        columns = zip(
            *((one.pk, one.confidence, one.reason, json.dumps(one.facts), one.run_id) for one in changed), strict=True
        )
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, [*map(list, columns), current_organisation_id()])


def target_of(suggestion: Suggestion) -> Target:
    """What is suggested: the id in the field that goes with the kind; None for kinds without a target."""
    name = TARGETS.get(SuggestionKind(suggestion.kind))
    found: Target = getattr(suggestion, name) if name else None
    return found


def _freshened(suggestion: Suggestion, wanted: Wanted, run_id: int | None) -> bool:
    """Take over what the engine says now; False when that is what stands already."""
    same = (
        abs(suggestion.confidence - wanted.confidence) < SAME
        and suggestion.reason == wanted.reason
        and suggestion.facts == wanted.facts
    )
    if not same:
        suggestion.confidence, suggestion.reason, suggestion.facts = (
            wanted.confidence,
            wanted.reason,
            dict(wanted.facts),
        )
        suggestion.run_id = run_id
    return not same


def _row(wanted: Wanted, run_id: int | None, at: datetime) -> Suggestion:
    target: dict[str, Any] = {TARGETS[wanted.kind]: wanted.target} if wanted.kind in TARGETS else {}
    return Suggestion(
        voice_id=wanted.voice_id, kind=wanted.kind.value, confidence=wanted.confidence, reason=wanted.reason,
        facts=dict(wanted.facts), made_at=at, run_id=run_id, **target,
    )  # fmt: skip
