"""Which unit, how many people, why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.ledger.fields import offer
from huixiang.people import queries as people
from huixiang.people.models import Unit


class SmallOfficeForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit, with all below it"))
    count = forms.IntegerField(label=_("How many people work there"), min_value=1, max_value=1000)
    why = forms.CharField(
        label=_("Who stands in"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: the supervisor of the upper unit approves, the speakers are rung by the hotline."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=people.open_units())

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        clean = self.cleaned_data
        return {"unit_id": clean["unit"].pk, "count": clean["count"], "why": clean["why"]}
