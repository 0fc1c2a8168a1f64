"""What the log's pages take in: an address to which the head of each day is sent."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class HeadMailForm(forms.Form):
    """Where the head of each day is to be sent."""

    address = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
