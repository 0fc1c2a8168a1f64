"""What clerks type at hot issues and places: filters, and the problem a matter becomes. Nothing here saves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.sorting.forms import DAY, PlacedProblemForm, PlaceField
from huixiang.sorting.queries import HotFilter


class PeriodForm(forms.Form):
    """A period of days; what is wrong in it is ignored and shown."""

    since = forms.DateField(label=_("Said on or after"), required=False, widget=DAY)
    until = forms.DateField(label=_("Said on or before"), required=False, widget=DAY)


class CoverForm(PeriodForm):
    """Which groups are laid against the channels, in which period."""

    by = forms.ChoiceField(
        label=pgettext_lazy("coverage", "Groups"), required=False,
        choices=[("place", _("Places")), ("unit", _("Units they concern"))],
    )  # fmt: skip

    field_order = ("by", "since", "until")


class HotForm(PeriodForm):
    """The filter of hot issues."""

    place = PlaceField(label=_("Place, or its pinyin initials"), required=False, max_length=80)
    open = forms.BooleanField(label=_("Only those that are no problem yet"), required=False)

    field_order = ("place", "since", "until", "open")

    def filter(self) -> HotFilter:
        """What can be used of the filter, right or wrong."""
        self.is_valid()
        found = self.cleaned_data
        place = found.get("place")
        return HotFilter(
            place=place.pk if place else None,
            since=found.get("since"),
            until=found.get("until"),
            without_problem=bool(found.get("open")),
        )


class MatterProblemForm(PlacedProblemForm):
    """The problem a matter becomes. ``rest`` stands for the voices that are too many to be listed one by one."""

    rest = forms.BooleanField(label=_("The further voices of this matter too"), required=False, initial=True)

    def __init__(self, *args: object, further: int = 0, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not further:
            del self.fields["rest"]
