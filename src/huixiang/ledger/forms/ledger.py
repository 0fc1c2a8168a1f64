"""Checks what is typed at the problem list as a table: its filter, its columns, the name of a view, moves of many."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.ledger.fields import DayInput, LeaderField, choice_of, offer, words_field
from huixiang.ledger.forms.work import FilterForm
from huixiang.ledger.labels import NATURE_WORDS
from huixiang.ledger.labels_ledger import COLUMN_WORDS
from huixiang.people import queries as people
from huixiang.people.models import Unit, User
from huixiang.people.roles import Role
from huixiang.sorting.models import Label

FURTHER: Final = ("kind", "label", "leader", "where", "due_from", "due_to", "suspended")
"""Conditions asked for less often: on a phone they would push the list out of sight."""


class LedgerFilterForm(FilterForm):
    """The filter of the table; all optional, a wrong value does not narrow."""

    kind = choice_of(_("What is wanted"), NATURE_WORDS, empty=_("All kinds"))
    label = forms.ModelChoiceField(Label.objects.none(), label=_("Label"), required=False, empty_label=_("All labels"))
    leader = forms.ModelChoiceField(
        User.objects.none(), label=_("Responsible leader"), required=False, empty_label=_("All leaders")
    )
    where = forms.CharField(label=_("Place"), required=False, max_length=80)
    due_from = forms.DateField(label=_("Due from"), required=False, widget=DayInput())
    due_to = forms.DateField(label=_("Due until"), required=False, widget=DayInput())
    suspended = forms.BooleanField(label=_("Suspended only"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = Label.objects.filter(until=None).select_related("taxonomy")
        offer(self, label=labels, leader=people.holders_of(Role.UNIT_LEADER))

    @property
    def narrows_further(self) -> bool:
        """Whether one of the conditions is set that a page folds away."""
        return any(self.data.get(name) for name in FURTHER)


class ColumnsForm(forms.Form):
    """Which columns the table shows; the problem itself always stands first."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"), choices=tuple(COLUMN_WORDS.items()), widget=forms.CheckboxSelectMultiple(), required=False
    )


class ViewNameForm(forms.Form):
    """The name of a view; whether the office sees it, and whether the list opens with it."""

    name = forms.CharField(label=_("Name of the view"), max_length=40)
    shared = forms.BooleanField(label=_("The whole office sees it"), required=False)
    opens = forms.BooleanField(label=_("My list opens with it"), required=False)


class ManyExtendForm(forms.Form):
    """A later day for all the chosen problems, and why."""

    due_on = forms.DateField(label=_("New deadline"), widget=DayInput())
    reason = words_field(_("Why more time is needed"), _("Shown to the public."))


class ManyAssignForm(forms.Form):
    """Who becomes responsible for all the chosen problems, until when."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Responsible unit"), empty_label=_("Please choose"))
    leader = LeaderField(User.objects.none(), label=_("Responsible leader"), empty_label=_("Please choose"))
    due_on = forms.DateField(
        label=_("Until when"), required=False, widget=DayInput(), help_text=_("Empty: the limit set for each of them.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=_("Needed when it was handed over before. Shown to the public with the deadline."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = people.holders_of(Role.UNIT_LEADER).prefetch_related("grants__unit")
        offer(self, unit=people.open_units(), leader=leaders)


class ManyLeaderForm(forms.Form):
    """Which leader answers for all the chosen problems from now on."""

    leader = LeaderField(User.objects.none(), label=_("Responsible leader"), empty_label=_("Please choose"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, leader=people.holders_of(Role.UNIT_LEADER).prefetch_related("grants__unit"))
