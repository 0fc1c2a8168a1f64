"""Checks what is typed on the pages of projects. Saves nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from huixiang.ledger.fields import DayInput, YuanField, offer, words_field, yuan_of
from huixiang.ledger.forms.plans import UnitForm
from huixiang.ledger.labels_plans import PROJECT_STATES
from huixiang.listening.models import Place
from huixiang.people import queries as people
from huixiang.people.models import Unit


class ProjectForm(UnitForm):
    """A line of the project ledger."""

    title = forms.CharField(label=_("Title"), max_length=120)
    quantity = forms.DecimalField(label=_("How much"), max_digits=14, decimal_places=2, min_value=Decimal("0.01"))
    measure_unit = forms.CharField(label=_("Counted in"), max_length=20, help_text=_("For example: m, lamps, wells"))
    cost = YuanField(label=_("Cost in yuan"), help_text=_("For example: 1,204,000 or 120.4万元"))
    parts = forms.CharField(
        label=_("What the cost is made of"), required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One part a line, its amount last: pipes 145,000"),
    )  # fmt: skip
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place"), required=False, empty_label=_("none"))
    starts_on = forms.DateField(label=_("Planned to begin"), widget=DayInput())
    due_on = forms.DateField(label=_("Planned to be finished"), widget=DayInput())
    field_order = ("title", "quantity", "measure_unit", "cost", "parts", "unit", "place", "starts_on", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, place=Place.objects.all())

    def clean_parts(self) -> list[tuple[str, Decimal]]:
        return [_part(line.strip()) for line in self.cleaned_data["parts"].splitlines() if line.strip()]


def _part(line: str) -> tuple[str, Decimal]:
    words, _blank, amount = line.rpartition(" ")
    if not words.strip():
        raise ValidationError(
            gettext("Write what this part is for, a blank, and its amount: %(line)s") % {"line": line}
        )
    return words.strip()[:120], yuan_of(amount)


class ProjectFilterForm(forms.Form):
    """The filter of the project ledger; all optional."""

    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("All states")), *((state.value, word) for state, word in PROJECT_STATES.items())],
    )  # fmt: skip
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units"))
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place"), required=False, empty_label=_("All places"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=people.open_units(), place=Place.objects.all())


class ProjectMoveForm(forms.Form):
    """Where a project stands from a day on."""

    state = forms.ChoiceField(label=_("State"), choices=[(state.value, word) for state, word in PROJECT_STATES.items()])
    on = forms.DateField(label=_("On"), widget=DayInput())
    words = words_field(_("What happened"))
