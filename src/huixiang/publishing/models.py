"""What a person approved for everybody to read; official papers, their columns and the figures in them.

What is not approved is shown as waiting, not hidden.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger.models import Measure
from huixiang.listening.models import Voice
from huixiang.people.models import User
from huixiang.publishing.states import PaperForm, PaperKind, PaperState, Question
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


class PaperColumns(TenantModel):
    """How an organisation arranged the columns of a paper: key, name and whether it is shown, in order.

    Every arrangement is a version of its own; the highest applies, none means the usual columns.
    """

    kind = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    columns = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("kind", "-version")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "version"], name="paper_columns_version_once"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in PaperKind]), name="columns_kind_known"),
        ]


class MadePaper(TenantModel):
    """A paper somebody asked for: what was asked, and where its file lies until ``expires_on``."""

    code = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    form = models.CharField(max_length=10)
    terms = models.JSONField(default=dict)
    cover_doubtful = models.BooleanField(default=True)
    state = models.CharField(max_length=20, default=PaperState.WAITING)
    rows = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    expires_on = models.DateField()
    file_name = models.CharField(max_length=160, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="made_paper_code_once"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in PaperKind]), name="paper_kind_known"),
            models.CheckConstraint(condition=Q(form__in=[form.value for form in PaperForm]), name="paper_form_known"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in PaperState]), name="paper_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (Q(made_at__isnull=False) & ~Q(file_name="")), name="ready_has_a_file"
            ),
        ]


class Provenance(TenantModel):
    """From a figure in a paper to the rows behind it, as they were counted at that moment.

    ``row_ids`` are numbers of voices in the inbox, or ids of problems, measures or units. Of the voices behind problems
    only the problems are kept: the links of voices and problems themselves tell the voices for any moment.
    """

    paper = models.ForeignKey(MadePaper, on_delete=models.PROTECT, related_name="figures")
    code = models.CharField(max_length=10)
    question = models.CharField(max_length=20)
    terms = models.JSONField(default=dict)
    counted_at = models.DateTimeField()
    value = models.PositiveIntegerField()
    row_ids = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="provenance_code_once"),
            models.CheckConstraint(
                condition=Q(question__in=[question.value for question in Question]), name="question_known"
            ),
        ]
