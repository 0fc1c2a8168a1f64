"""The confirming step of the fourth hand."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ApproveForm(forms.Form):
    sure = forms.BooleanField(label=_("I have read what the checker saw and what those who raised it say"))
