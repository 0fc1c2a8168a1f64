"""Builders of taxonomies and of what the engine suggests, for tests and trials."""

from __future__ import annotations

import datetime as dt
from typing import Any

from huixiang.digest.classes.schemes import shipped
from huixiang.people.testing import NOON
from huixiang.sorting.models import InboxItem, Label, LabelWording, Suggestion, Taxonomy
from huixiang.sorting.states import SuggestionKind, TaxonomyKind

ROADS = {"路灯": ("路灯", "灯", "照明"), "道路": ("路面", "坑", "井盖"), "供水": ("停水", "水压", "水管")}


def make_taxonomy(
    headings: dict[str, tuple[str, ...]] | None = None, *, code: str = "topic", at: dt.datetime = NOON, **facts: Any
) -> Taxonomy:
    """A taxonomy with these headings and their words, each a label of the first level."""
    taxonomy = Taxonomy.objects.create(**{"code": code, "name": code, "kind": TaxonomyKind.TOPIC, **facts})
    for number, (name, words) in enumerate((headings or ROADS).items(), start=1):
        label = Label.objects.create(taxonomy=taxonomy, code=f"{code}-{number}", name=name, since=at.date())
        Label.objects.filter(pk=label.pk).update(path=f"/{label.pk}/")
        LabelWording.objects.create(label=label, name=name, keywords=list(words), at=at)
    return taxonomy


def make_shipped_taxonomy(name: str, *, at: dt.datetime = NOON) -> Taxonomy:
    """One of the schemes that come with the house, as rows."""
    scheme = shipped(name)
    headings = {heading.name: heading.words for heading in scheme.headings}
    return make_taxonomy(headings, code=name, name=scheme.name, at=at)


def make_suggestion(
    item: InboxItem, kind: SuggestionKind, *, confidence: float = 0.9, at: dt.datetime = NOON, **target: Any
) -> Suggestion:
    """A suggestion that waits for a decision. ``target`` is the field that goes with its kind."""
    return Suggestion.objects.create(voice_id=item.pk, kind=kind.value, confidence=confidence, made_at=at, **target)
