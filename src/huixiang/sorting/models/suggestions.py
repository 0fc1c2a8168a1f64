"""What the engine suggests about a voice and what a person made of it; the engine's runs and the models it learnt."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.listening.models import Place, Voice
from huixiang.people.models import Unit, User
from huixiang.sorting.models.desk import Act, Problem
from huixiang.sorting.models.labels import Label, Taxonomy
from huixiang.sorting.models.matters import Matter
from huixiang.sorting.states import ModelState, RunKind, RunState, SuggestionKind, SuggestionState


class EngineRun(TenantModel):
    """The engine going over the voices once, with its progress: ``done`` of ``total`` in ``stage``.

    ``heard_at`` is its last sign of life: a run that is silent for long has died with its worker.
    """

    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=RunState.WAITING)
    stage = models.CharField(max_length=40, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in RunKind]), name="run_kind_known"),
            models.CheckConstraint(condition=Q(state__in=[state.value for state in RunState]), name="run_state_known"),
        ]


class Suggestion(TenantModel):
    """One thing the engine suggests about a voice, with its reason; a person accepts, changes or refuses it.

    Which of the targets is set follows from the kind. ``confidence`` is 0 to 1; ``facts`` holds spans and levels.
    """

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="suggestions")
    kind = models.CharField(max_length=20)
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="suggestions")
    like = models.ForeignKey(Voice, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, null=True, blank=True, related_name="suggestions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confidence = models.FloatField()
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    run = models.ForeignKey(EngineRun, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, default=SuggestionState.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    act = models.ForeignKey(Act, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-confidence", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in SuggestionKind]), name="suggestion_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in SuggestionState]), name="suggestion_state_known"
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="suggestion_confidence_is_share"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "overtaken"]) | Q(decided_at__isnull=False), name="decided_has_a_moment"
            ),
        ]
        indexes = [
            models.Index(fields=["voice", "state"], name="suggestion_of_voice"),
            models.Index(fields=["act"], condition=Q(act__isnull=False), name="suggestion_of_act"),
            models.Index(
                fields=["organisation", "kind", "-confidence", "id"], condition=Q(state="open"), name="suggestion_open"
            ),
        ]


class LearntModel(TenantModel):
    """A version of the organisation's own model of one taxonomy: what it learnt from, how right it was, where it lies.

    ``accuracy`` and ``accuracy_before`` (of the one it would replace) are shares on the same held-back decisions.
    ``learnt_from`` are the ids of the ``LabelGiven`` it saw, ``held_back`` those it was judged by. ``facts`` hold the
    doubtful labels it found, what it knew of the voices then (to notice drift), and labels too rare to learn.
    """

    taxonomy = models.ForeignKey(Taxonomy, on_delete=models.PROTECT, related_name="models")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, default=ModelState.REFUSED)
    trained_at = models.DateTimeField()
    trained_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    learnt_from = models.JSONField(default=list)
    held_back = models.JSONField(default=list)
    accuracy = models.FloatField(null=True)
    accuracy_before = models.FloatField(null=True)
    folder = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["taxonomy", "number"], name="model_number_once"),
            models.UniqueConstraint(fields=["taxonomy"], condition=Q(state="current"), name="one_current_model"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ModelState]), name="model_state_known"
            ),
        ]
