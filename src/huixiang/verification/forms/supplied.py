"""What is supplied from outside: residents of a place in a year, calls of some days. Each with its source."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.ledger.fields import DayInput
from huixiang.listening.models import Place

FIRST_YEAR, LAST_YEAR = 1949, 2200
MOST = 10**11


class ResidentsForm(forms.Form):
    """Residents of a place in a year."""

    prefix = "residents"
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Place"), required=False, empty_label=_("everywhere, all places together")
    )
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    count = forms.IntegerField(label=_("Residents"), min_value=1, max_value=MOST)
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("For example: the statistical yearbook, with its page.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type only
        field.queryset = Place.objects.order_by("path", "id")

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        clean = dict(self.cleaned_data)
        place = clean.pop("place")
        return {**clean, "place_id": place.pk if place else None}


class CallsForm(forms.Form):
    """Calls that came in over some days, and how many somebody answered."""

    prefix = "calls"
    first_day = forms.DateField(label=_("First day of the calls"), widget=DayInput())
    last_day = forms.DateField(label=_("Last day of the calls"), widget=DayInput())
    offered = forms.IntegerField(label=_("Calls offered"), min_value=0, max_value=MOST)
    answered = forms.IntegerField(label=_("Of them answered by somebody"), min_value=0, max_value=MOST)
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("For example: the monthly report of the telephone exchange.")
    )

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)
