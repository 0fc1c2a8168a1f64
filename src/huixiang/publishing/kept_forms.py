"""What a speaker sends about what is kept of them: name and contact set right, a word about their words, an erasure."""

from __future__ import annotations

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.listening.forms import WordsField
from huixiang.listening.states import ErasureScope


class SpeakerForm(forms.Form):
    """Name and contact as they should read; emptied, they are erased."""

    name = forms.CharField(
        label=_("Your name"), required=False, max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    contact = forms.CharField(
        label=_("Telephone or e-mail"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    may_contact = forms.BooleanField(label=_("You may contact me about this"), required=False)


class CorrectionForm(forms.Form):
    """What was not right in the words; the words themselves stay."""

    words = WordsField(label=_("What should it say?"), widget=forms.Textarea(attrs={"rows": 4}))


class EraseForm(forms.Form):
    """How much is to be erased, and that the speaker is sure."""

    scope = forms.ChoiceField(choices=[(one.value, one.value) for one in ErasureScope], widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label=_("Yes, erase it. I know that nobody can bring it back."),
        error_messages={"required": _("Tick the box if you want it erased.")},
    )

    @property
    def asked(self) -> ErasureScope | None:
        """What was asked for, sure or not; None for anything unknown."""
        value = cast("str", self.data.get("scope", ""))
        return ErasureScope(value) if value in set(ErasureScope) else None
