"""Which period and which units, read leniently so that an old link still opens; and the numbers of a new rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.ledger.fields import DayInput
from huixiang.people.models import Unit
from huixiang.verification.metrics import SHIPPED

MONTHS = 24


class ScopeForm(forms.Form):
    """A month, or days of one's own; a unit with all below it, or all. ``only`` narrows to the unit itself."""

    month = forms.ChoiceField(label=_("Month"), required=False)
    first = forms.DateField(label=_("or from"), required=False, widget=DayInput())
    last = forms.DateField(label=_("to"), required=False, widget=DayInput())
    unit = forms.ChoiceField(label=_("Unit, with all below it"), required=False)
    only = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, months: Sequence[tuple[str, str]], units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("month", months), ("unit", [("", _("all units")), *_indented(units)])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type only
            field.choices = choices

    def days(self) -> tuple[dt.date, dt.date] | None:
        """Days of one's own, when both were given in order."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        return (first, last) if first and last and first <= last else None

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        first, last = clean.get("first"), clean.get("last")
        if bool(first) != bool(last):
            self.add_error("last" if first else "first", _("Give both days, or none."))
        elif first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        return clean


class RuleForm(forms.Form):
    """The numbers of a new version; weights are typed out of 100."""

    since = forms.DateField(label=_("Counts for periods from"), widget=DayInput())
    response = forms.DecimalField(label=_("Weight of response"), min_value=0, max_value=100, decimal_places=0)
    solution = forms.DecimalField(label=_("Weight of solution"), min_value=0, max_value=100, decimal_places=0)
    satisfaction = forms.DecimalField(label=_("Weight of satisfaction"), min_value=0, max_value=100, decimal_places=0)
    basically = forms.DecimalField(
        label=_("“Satisfied on the whole” counts as"), min_value=0, max_value=1, decimal_places=2,
        initial=SHIPPED.basically,
    )  # fmt: skip
    least_n = forms.IntegerField(
        label=_("Fewest answers for a band"), min_value=1, max_value=1000, initial=SHIPPED.least_n
    )
    good_from = forms.DecimalField(label=_("“Good” from"), min_value=0, max_value=100, decimal_places=1, initial=90)
    fair_from = forms.DecimalField(label=_("“Fair” from"), min_value=0, max_value=100, decimal_places=1, initial=75)
    day_hour = forms.IntegerField(
        label=_("A day begins at this hour of the day before"), min_value=0, max_value=23, initial=SHIPPED.day_hour,
        help_text=_("12 means noon; 0 means the calendar's day."),
    )  # fmt: skip
    month_day = forms.IntegerField(
        label=_("A month begins on this day of the month before"), min_value=1, max_value=28,
        initial=SHIPPED.month_day, help_text=_("1 means the calendar's month."),
    )  # fmt: skip
    why = forms.CharField(label=_("Where it comes from"), required=False, max_length=200)

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        clean = dict(self.cleaned_data)
        names = ("response", "solution", "satisfaction")
        weights = {name: Decimal(clean.pop(name)) / 100 for name in names}
        return {**clean, "weights": weights}


def _indented(units: Sequence[Unit]) -> list[tuple[str, str]]:
    return [(str(unit.pk), "\u2003" * max(unit.path.count("/") - 2, 0) + unit.label) for unit in units]
