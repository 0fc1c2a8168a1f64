"""Checks what is chosen for the ledger as a table: conditions, columns, order; and a view's name. Saves nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.ledger.fields import DayInput, LeaderField, offer
from huixiang.ledger.forms.work import FilterForm
from huixiang.ledger.queries import TableFilter
from huixiang.ledger.table_labels import COLUMN_WORDS, SORT_WORDS
from huixiang.people import queries as people
from huixiang.people.models import User
from huixiang.people.roles import Role

USUAL = ("state", "unit", "due", "days", "voices", "last_act")
"""The columns shown until somebody chooses."""


class TableForm(FilterForm):
    """What the table shows; all optional, a wrong value does not narrow."""

    MORE: ClassVar[frozenset[str]] = frozenset({"due_from", "due_to", "leader", "suspended", "reopened"})

    due_from = forms.DateField(label=_("Due from"), required=False, widget=DayInput())
    due_to = forms.DateField(label=_("Due until"), required=False, widget=DayInput())
    leader = LeaderField(User.objects.none(), label=_("Responsible leader"), required=False, empty_label=_("Anybody"))
    suspended = forms.BooleanField(label=_("Suspended only"), required=False)
    reopened = forms.BooleanField(label=_("Opened again only"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=list(SORT_WORDS.items()))
    column = forms.MultipleChoiceField(
        label=_("Columns"), required=False, choices=list(COLUMN_WORDS.items()), widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, leader=people.holders_of(Role.UNIT_LEADER).prefetch_related("grants__unit"))
        self.initial.setdefault("column", list(USUAL))

    def chosen(self, today: dt.date) -> TableFilter:
        """The conditions; a wrong value is left out and shown at its field."""
        self.is_valid()
        typed = self.cleaned_data
        return TableFilter(
            state=typed.get("state", ""), unit=typed.get("unit"), place=typed.get("place"), text=typed.get("q", ""),
            overdue_on=today if typed.get("overdue") else None, mine=typed.get("mine", False),
            due_from=typed.get("due_from"), due_to=typed.get("due_to"), leader=typed.get("leader"),
            suspended=typed.get("suspended", False), reopened=typed.get("reopened", False),
        )  # fmt: skip

    def columns(self) -> tuple[str, ...]:
        """The chosen columns in the order of the table; the usual ones when none was chosen."""
        chosen = self.cleaned_data.get("column") or USUAL
        return tuple(code for code in COLUMN_WORDS if code in chosen)


class ViewForm(forms.Form):
    """The name of a view."""

    name = forms.CharField(label=_("Name of the view"), max_length=40, required=False)
    first = forms.BooleanField(label=_("Open this view by itself"), required=False)
    shared = forms.BooleanField(label=_("Everybody who reads problems sees it"), required=False)
