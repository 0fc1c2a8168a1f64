"""How people look at the problem list: views they saved, and the columns each of them chose."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.people.models import User


class LedgerView(TenantModel):
    """A filter, an order and columns of the problem list under a name; ``shared`` shows it to the whole office."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    query = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    shared = models.BooleanField(default=False)

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="ledger_view_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="ledger_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class LedgerColumns(TenantModel):
    """The columns somebody chose for the problem list, and the view it opens with; a person has one row."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField(default=list)
    opens_with = models.ForeignKey(LedgerView, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
