"""Suggestions are kept in step with what the engine says now; what people decided about is never touched again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from huixiang.kernel.tenancy import current_organisation_id
from huixiang.sorting.models import Suggestion, Unweighed
from huixiang.sorting.services.suggesting.facts import TARGETS, Target, Wanted
from huixiang.sorting.states import SuggestionKind, SuggestionState

# One document of JSON for all rows: the same by way of the models takes four times as long.
_INSERT = """
INSERT INTO sorting_suggestion (organisation_id, voice_id, kind, problem_id, matter_id, like_id, label_id, unit_id,
                                place_id, confidence, reason, facts, made_at, run_id, state)
SELECT %(organisation)s, voice, kind, problem, matter, "like", label, unit, place, confidence, reason, facts, %(at)s,
       %(run)s, 'open'
FROM json_to_recordset(%(given)s::json) AS told (voice uuid, kind text, problem bigint, matter bigint, "like" uuid,
     label bigint, unit bigint, place bigint, confidence float8, reason text, facts jsonb)
"""
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
    new = [one for key, one in asked.items() if key not in known]
    _insert(new, run_id, at)
    _update(changed)
    Suggestion.objects.filter(pk__in=gone).update(state=SuggestionState.OVERTAKEN)
    Unweighed.objects.filter(item__in=voice_ids).delete()
    counts: dict[str, int] = {}
    for one in new:
        counts[one.kind.value] = counts.get(one.kind.value, 0) + 1
    return counts


def _insert(new: Sequence[Wanted], run_id: int | None, at: datetime) -> None:
    if new:
        given = json.dumps([_row(one) for one in new], ensure_ascii=False)
        facts: dict[str, Any] = {"given": given, "organisation": current_organisation_id(), "run": run_id, "at": at}
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, facts)


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


def _row(wanted: Wanted) -> dict[str, Any]:
    target = wanted.target.hex if isinstance(wanted.target, UUID) else wanted.target
    targets = {TARGETS[wanted.kind].removesuffix("_id"): target} if wanted.kind in TARGETS else {}
    return {
        "voice": wanted.voice_id.hex, "kind": wanted.kind.value, "confidence": wanted.confidence,
        "reason": wanted.reason, "facts": dict(wanted.facts), **targets,
    }  # fmt: skip
