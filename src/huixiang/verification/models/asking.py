"""Whom we asked and what they said. Verdicts are append-only; the first is the one that counts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger.models import CompletionClaim
from huixiang.listening.models import Voice
from huixiang.verification.states import Satisfied


class Asking(TenantModel):
    """That the speaker of a voice is asked about a claim, until ``closes_on`` (that day included)."""

    claim = models.ForeignKey(CompletionClaim, on_delete=models.PROTECT, related_name="askings")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="askings")
    asked_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["claim", "voice"], name="asked_once_a_claim")]


class Verdict(TenantModel):
    """A speaker's answer. ``ordinal`` 1 is the first and counts; later ones are kept beside it."""

    asking = models.ForeignKey(Asking, on_delete=models.PROTECT, related_name="verdicts")
    ordinal = models.PositiveSmallIntegerField()
    contacted = models.BooleanField()
    solved = models.BooleanField()
    satisfied = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    given_on = models.DateField()

    class Meta:
        ordering = ("asking", "ordinal")
        constraints = [
            models.UniqueConstraint(fields=["asking", "ordinal"], name="verdict_ordinal_once"),
            models.CheckConstraint(
                condition=Q(satisfied__in=[value.value for value in Satisfied]), name="satisfied_known"
            ),
        ]
