"""What a person approved for everybody to read. What is not approved is shown as waiting, not hidden."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger.models import Measure
from huixiang.listening.models import Voice
from huixiang.people.models import User
from huixiang.sorting.models import Problem


class Publication(TenantModel):
    """The public words of a problem, masked and approved by a person.

    ``terms`` indexes these words only, so that a search on the board cannot ask for what was masked.
    """

    problem = models.OneToOneField(Problem, on_delete=models.PROTECT, related_name="publication", primary_key=True)
    title = models.CharField(max_length=80)
    words = models.TextField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    terms = SearchVectorField(null=True)

    class Meta:
        ordering = ("problem",)
        indexes = [GinIndex(fields=["terms"], name="publication_terms")]


class PublicReply(TenantModel):
    """An answer to everybody about a problem: what was or will be done. Shown once approved."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="replies")
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="reply_says_something")]


class PublicMeasure(TenantModel):
    """The public words of a measure, approved by a person. That a measure exists is public without them."""

    measure = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="public", primary_key=True)
    words = models.TextField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        ordering = ("measure",)
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="public_measure_says_what")]


class SpeakerNotice(TenantModel):
    """That a speaker was told by mail, on this day, that something is new. At most one a day for a voice."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="notices")
    sent_on = models.DateField()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["voice", "sent_on"], name="one_notice_a_day")]
