"""What the engine learnt, as it is read: versions with how right they were, doubtful labels, how voices changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext as _

from huixiang.sorting.labels import Badge
from huixiang.sorting.models import LearntModel
from huixiang.sorting.queries.models import label_names, openings
from huixiang.sorting.states import ModelState
from huixiang.sorting.suggestion_labels import model_badge

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

WIDTH, HEIGHT = 320, 80


@dataclass(frozen=True, slots=True)
class Version:
    """A version: when and of whom, from how many decisions, how often it was right on those it never saw."""

    number: int
    badge: Badge
    at: datetime
    by: str
    learnt_from: int
    held_back: int
    percent: int | None
    percent_before: int | None
    reason: str
    may_return: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A label somebody gave that the engine would not have given."""

    opening: str
    url: str
    label: str
    likelier: str
    percent: int


def versions(models: Sequence[LearntModel]) -> list[Version]:
    """The versions as lines; no query."""
    return [
        Version(
            number=one.number, badge=model_badge(one.state), at=one.trained_at,
            by=one.trained_by.name if one.trained_by else _("The system"), learnt_from=len(one.learnt_from),
            held_back=len(one.held_back), percent=_percent(one.accuracy), percent_before=_percent(one.accuracy_before),
            reason=gettext(one.reason) if one.reason else "", may_return=one.state == ModelState.RETIRED,
        )
        for one in models
    ]  # fmt: skip


def _percent(share: float | None) -> int | None:
    return None if share is None else round(share * 100)


def curve(models: Sequence[LearntModel]) -> list[tuple[float, float, int]]:
    """The points of how right each version was, oldest first, on a field of 320 by 80, each with its percent."""
    known = [one for one in reversed(models) if one.accuracy is not None]
    step = WIDTH / max(1, len(known) - 1)
    return [
        (round(place * step, 1), round(HEIGHT * (1 - (one.accuracy or 0)), 1), round((one.accuracy or 0) * 100))
        for place, one in enumerate(known)
    ]


def doubts(model: LearntModel | None) -> list[Doubt]:
    """The doubtful labels a version found, the most doubtful first (2 queries)."""
    found = model.facts.get("doubts", []) if model else []
    names = label_names({one[name] for one in found for name in ("label", "likelier")})
    begin = openings([UUID(one["voice"]) for one in found])
    return [
        Doubt(
            opening=begin.get(UUID(one["voice"]), ""), url=reverse("sorting:voice", args=[one["voice"]]),
            label=names.get(one["label"], ""), likelier=names.get(one["likelier"], ""),
            percent=round(one["sure"] * 100),
        )
        for one in found
    ]  # fmt: skip


def drift_words(model: LearntModel | None) -> str:
    """Whether the newest voices are still like those the version learnt from; empty while they are (1 query)."""
    drift = model.facts.get("drift", {}) if model else {}
    if not drift.get("changed"):
        return ""
    names = label_names({label for label, _share in drift["moved"]})
    moved = "、".join(f"{names.get(label, '')} {share:+.0%}" for label, share in drift["moved"])
    return _("The newest voices are no longer like those it learnt from: %(moved)s. New words: %(words)s.") % {
        "moved": moved, "words": "、".join(drift["new_words"]),
    }  # fmt: skip
