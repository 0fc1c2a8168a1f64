"""What the engine learnt of each taxonomy: its versions, the labels it learnt from, how many decisions are new."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from huixiang.kernel.errors import NotFound
from huixiang.sorting.models import EngineRun, InboxItem, Label, LabelGiven, LearntModel, Taxonomy
from huixiang.sorting.states import ModelState, RunKind, RunState

ENOUGH = 50
"""New decisions from which on the engine learns by itself."""


@dataclass(frozen=True, slots=True)
class Learning:
    """A taxonomy with the version in use, how many decisions there are, and how many since it last learnt."""

    taxonomy: Taxonomy
    current: LearntModel | None
    decisions: int
    new: int


def learnings() -> list[Learning]:
    """Of each open taxonomy how its learning stands (4 queries each)."""
    return [learning_of(taxonomy) for taxonomy in Taxonomy.objects.filter(closed_on=None).order_by("name", "id")]


def learning_of(taxonomy: Taxonomy) -> Learning:
    """The same of one taxonomy."""
    rows = LabelGiven.objects.filter(taxonomy=taxonomy, ended_at=None).exclude(by=None)
    last = LearntModel.objects.filter(taxonomy=taxonomy).order_by("-number").first()
    since = rows.filter(at__gt=last.trained_at) if last else rows
    current = LearntModel.objects.filter(taxonomy=taxonomy, state=ModelState.CURRENT).first()
    return Learning(taxonomy, current, rows.count(), since.count())


def taxonomy_with_id(taxonomy_id: int) -> Taxonomy:
    """A taxonomy, also a closed one.

    :raises NotFound: there is none here.
    """
    found = Taxonomy.objects.filter(pk=taxonomy_id).first()
    if found is None:
        raise NotFound
    return found


def versions_of(taxonomy: Taxonomy) -> list[LearntModel]:
    """All versions, the newest first."""
    return list(LearntModel.objects.filter(taxonomy=taxonomy).select_related("trained_by").order_by("-number"))


def learnt_labels(model: LearntModel) -> QuerySet[LabelGiven]:
    """The decisions a version learnt from, with voice, label and who decided."""
    rows = LabelGiven.objects.filter(pk__in=model.learnt_from)
    return rows.select_related("voice__item", "label", "by")


def learning_under_way(taxonomy: Taxonomy) -> EngineRun | None:
    """The learning that waits or is under way, if any."""
    rows = EngineRun.objects.filter(kind=RunKind.LEARNING, state__in=[RunState.WAITING, RunState.RUNNING])
    return rows.filter(facts__taxonomy=taxonomy.pk).first()


def label_names(ids: Collection[int]) -> dict[int, str]:
    """The names of labels as they read now."""
    return dict(Label.objects.filter(pk__in=ids).values_list("pk", "name"))


def openings(voice_ids: Collection[UUID]) -> dict[UUID, str]:
    """How voices begin."""
    return dict(InboxItem.objects.filter(pk__in=voice_ids).values_list("pk", "opening"))
