"""Checks what is typed in the protected lane and at its desk. Saves nothing; nothing of it is kept in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from huixiang.listening.forms.speaking import ACCEPTED, FilesField, FilesInput, PhotosAgain, ShortField, WordsField
from huixiang.listening.models import RecipientKey
from huixiang.listening.services import Told, Wanted
from huixiang.listening.states import Ground
from huixiang.listening.words import GROUND_WORDS
from huixiang.people import queries as people

QUIET: Final = {"autocomplete": "off", "spellcheck": "false"}
"""Neither the browser's memory nor a checker of spelling on somebody's server learns what is typed."""


class ProtectedForm(PhotosAgain):
    """What somebody says under protection. ``keys`` are those it may be sealed for."""

    words = WordsField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("Who did what, when and where, and how you know. Leave out what only you can know."),
        widget=forms.Textarea(attrs={"rows": 8, **QUIET}),
    )
    accused_unit = forms.ModelChoiceField(
        label=gettext_lazy("Is it about a unit here?"),
        required=False,
        queryset=people.open_units(),
        empty_label=gettext_lazy("About none, or I do not want to say"),
        help_text=gettext_lazy(
            "Whoever is placed there, or below it, gets no key to this; and it is never handed to that unit."
        ),
    )
    accused = ShortField(
        label=gettext_lazy("Is it about somebody?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Names or posts. They are sealed with the rest."),
        widget=forms.TextInput(attrs=QUIET),
    )
    readers = forms.MultipleChoiceField(
        label=gettext_lazy("Who may read it"),
        error_messages={"required": gettext_lazy("Leave at least one person ticked, or turn to the body above.")},
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Untick whoever it is about, or whom you do not trust."),
    )
    place = ShortField(
        label=gettext_lazy("Where?"), required=False, max_length=120, widget=forms.TextInput(attrs=QUIET)
    )
    photos = FilesField(
        label=gettext_lazy("Photos or files"),
        required=False,
        help_text=gettext_lazy(
            "Up to 10, 20 MB each, sealed too. Place and device are removed from the copies that are shown; "
            "a paper that only you received still gives you away."
        ),
        widget=FilesInput(attrs={"accept": ACCEPTED}),
    )
    name = ShortField(
        label=gettext_lazy("Your name"), required=False, max_length=60, widget=forms.TextInput(attrs=QUIET)
    )
    contact = ShortField(
        label=gettext_lazy("Telephone or e-mail"), required=False, max_length=120, widget=forms.TextInput(attrs=QUIET)
    )

    def __init__(self, *args: Any, keys: Sequence[RecipientKey], **options: Any) -> None:
        options["initial"] = {"readers": [str(key.pk) for key in keys]}
        super().__init__(*args, **options)
        self.fields["readers"].choices = [(str(key.pk), reader_words(key)) for key in keys]  # type: ignore[attr-defined]

    def clean_readers(self) -> frozenset[int]:
        return frozenset(int(pk) for pk in self.cleaned_data["readers"])

    def told(self) -> Told:
        """What was said; call it on a valid form."""
        typed = self.cleaned_data
        names = ("words", "place", "accused", "accused_unit", "name", "contact", "readers")
        return Told(files=typed["photos"], **{name: typed[name] for name in names})


def reader_words(key: RecipientKey) -> str:
    """Who holds a key, as a speaker needs to know them: name and unit."""
    unit = getattr(key, "unit", None)
    return _("%(name)s, %(unit)s") % {"name": key.user.name, "unit": unit.label} if unit else key.user.name


class PassphraseForm(forms.Form):
    """The own passphrase, to unlock a key."""

    passphrase = forms.CharField(
        label=gettext_lazy("Your passphrase"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class NewKeyForm(PassphraseForm):
    """A passphrase for a new key, typed twice."""

    again = forms.CharField(
        label=gettext_lazy("The same passphrase again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("passphrase"):
            raise forms.ValidationError(_("These two are not the same. Type it again, slowly."))
        return again


class AnswerForm(forms.Form):
    """A word to the speaker of a sealed case."""

    words = WordsField(label=gettext_lazy("Your words"), widget=forms.Textarea(attrs={"rows": 4, **QUIET}))


class SummaryForm(forms.Form):
    """The masked summary that enters the inbox."""

    words = WordsField(
        label=gettext_lazy("The matter, without anybody in it"),
        help_text=gettext_lazy(
            "No names, no posts, no sentence of the voice, nothing only the speaker could know. "
            "The inbox, the units and the public see this, and only this."
        ),
        widget=forms.Textarea(attrs={"rows": 5, **QUIET}),
    )
    accused_unit = forms.ModelChoiceField(
        label=gettext_lazy("Which unit is it about?"),
        required=False,
        queryset=people.open_units(),
        empty_label=gettext_lazy("About none"),
        help_text=gettext_lazy("It cannot be handed to that unit, or to any below it."),
    )


class WantedForm(forms.Form):
    """Why somebody wants to know who spoke."""

    ground = forms.ChoiceField(label=gettext_lazy("On which legal ground?"), choices=list(GROUND_WORDS.items()))
    reason = WordsField(
        label=gettext_lazy("Why is it needed?"),
        help_text=gettext_lazy("The second person reads this before deciding, and so does the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def wanted(self) -> Wanted:
        """What was typed; call it on a valid form."""
        return Wanted(Ground(self.cleaned_data["ground"]), self.cleaned_data["reason"])


class HandOnForm(forms.Form):
    """One more recipient of a case."""

    to = forms.ChoiceField(label=gettext_lazy("To whom?"))

    def __init__(self, *args: Any, keys: Sequence[RecipientKey], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [(str(key.pk), reader_words(key)) for key in keys]  # type: ignore[attr-defined]


class RecoveryForm(forms.Form):
    """For whom keepers open cases again, and why."""

    key = forms.ChoiceField(label=gettext_lazy("For whom?"))
    reason = WordsField(label=gettext_lazy("Why?"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, keys: Sequence[RecipientKey], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].choices = [(str(key.pk), reader_words(key)) for key in keys]  # type: ignore[attr-defined]


class UpperBodyForm(forms.Form):
    """Whom speakers may turn to instead."""

    name = ShortField(label=gettext_lazy("The body above this one"), max_length=120)
    reach = WordsField(
        label=gettext_lazy("How to reach it"),
        help_text=gettext_lazy("Telephone, address, when somebody is there. Everybody reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
