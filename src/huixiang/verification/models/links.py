"""Links by which a speaker answers without their receipt: only a digest of the code is kept, and only days."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.verification.models.asking import Asking, Verdict


class AnswerLink(TenantModel):
    """That a link to answer was sent on a day. It works once; ``verdict`` is what was answered by it.

    Whether it still works, and until when, is the asking's matter: until ``closes_on`` and only for a first answer.
    """

    asking = models.ForeignKey(Asking, on_delete=models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64)
    sent_on = models.DateField()
    verdict = models.OneToOneField(Verdict, on_delete=models.PROTECT, null=True, related_name="by_link")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "digest"], name="answer_link_once"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="answer_link_is_a_digest"),
        ]
