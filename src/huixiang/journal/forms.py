"""What somebody looks for in the journal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.journal.words import known_actions

# The calendar ends in 9999, and a day after the last one is needed.
SPAN = [MinValueValidator(dt.date(1900, 1, 1)), MaxValueValidator(dt.date(9999, 1, 1))]


class JournalFilter(forms.Form):
    actor = forms.CharField(label=pgettext_lazy("journal", "Who"), max_length=80, required=False)
    action = forms.ChoiceField(label=pgettext_lazy("journal", "What"), required=False)
    subject = forms.CharField(
        label=pgettext_lazy("journal", "About"),
        max_length=80,
        required=False,
        help_text=_("A reference such as problem:12."),
    )
    since = forms.DateField(
        label=pgettext_lazy("days", "From"),
        required=False,
        validators=SPAN,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    until = forms.DateField(
        label=pgettext_lazy("days", "To"),
        required=False,
        validators=SPAN,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = str(self.data.get("action", ""))
        known = known_actions()
        # An action without words can still be asked for by its address.
        extra = [(asked, asked)] if asked and asked not in dict(known) else []
        self.fields["action"].choices = [("", _("Everything")), *known, *extra]  # type: ignore[attr-defined]
