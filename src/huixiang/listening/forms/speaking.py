"""Checks what is typed when somebody speaks, or registers a voice for somebody. Saves nothing, loses nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Final, Self

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _, gettext_lazy

from huixiang.folio import uploads
from huixiang.folio.unsafe import UnsafeFile
from huixiang.kernel.errors import Refusal
from huixiang.listening import queries
from huixiang.listening.services import GivenFile, storable
from huixiang.listening.states import ChannelKind, Lane
from huixiang.listening.words import CHANNEL_WORDS, FILE_REFUSALS, LANE_CARDS
from huixiang.people import queries as people

MOST_FILES: Final = 10
ACCEPTED: Final = "image/*,.pdf,.docx,.xlsx,.txt,.mp4"
# Photos, the common case, are opened here; starting a process for each would cost more than the work.
_OPENED_HERE: Final = frozenset({".jpg", ".jpeg", ".png", ".webp"})


class WordsField(forms.CharField):
    """Keeps what was typed to the letter: no trimming; line ends as typed, which browsers send as CR LF."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.validators = []

    def to_python(self, value: Any) -> str:
        return str(value or "").replace("\r\n", "\n")

    def clean(self, value: Any) -> str:
        try:
            return storable(self.to_python(value))
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal.sentence)) from refusal


class ShortField(forms.CharField):
    """One line of text; a NUL typed into it is dropped rather than complained about."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").replace("\0", "")))


class FilesInput(forms.FileInput):
    """A file input for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> list[Any]:  # noqa: ARG002 - Django's signature
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.FileField):
    """Up to ten files, each checked; all that is wrong with any of them is said at once."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> tuple[GivenFile, ...]:  # noqa: ARG002 - Django's signature
        given: list[Any] = list(data or [])
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"])
        if len(given) > MOST_FILES:
            raise forms.ValidationError(
                _("At most %(most)s files fit; you chose %(count)s.") % {"most": MOST_FILES, "count": len(given)}
            )
        checked: list[GivenFile] = []
        wrong: list[str] = []
        for upload in given:
            try:
                checked.append(_checked(upload))
            except UnsafeFile as error:
                sentence = FILE_REFUSALS.get(error.code, FILE_REFUSALS["broken"])
                wrong.append(str(sentence) % {"name": upload.name})
        if wrong:
            raise forms.ValidationError(wrong)
        return tuple(checked)


def _checked(upload: Any) -> GivenFile:
    name = upload.name or ""
    # A byte more than we take is enough to be refused; the rest need not be read.
    data = upload.read(uploads.SIZE + 1)
    here = PurePath(name).suffix.casefold() in _OPENED_HERE
    safe = uploads.make_safe(data, name=name) if here else uploads.make_safe_in_child(data, name=name)
    return GivenFile(name=name, original=data, safe=safe)


class PhotosAgain(forms.Form):
    """A form with ``photos`` that can say which have to be chosen anew."""

    _left_out: Sequence[str] = ()

    def leave_out(self, files: MultiValueDict[str, Any]) -> Self:
        """Have the page name files that came along and were not opened."""
        self._left_out = _names_of(files)
        return self

    @property
    def files_to_choose_again(self) -> Sequence[str]:
        """Names of files that came with a form that was not accepted: browsers do not keep them."""
        return self._left_out or (_names_of(self.files) if hasattr(self.files, "getlist") else [])


def _names_of(files: MultiValueDict[str, Any]) -> list[str]:
    return [upload.name or "" for upload in files.getlist("photos")]


class VoiceForm(PhotosAgain):
    """What both ways in ask for."""

    words = WordsField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("Where, since when, whom it affects: with these three it goes fastest."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    place = ShortField(
        label=gettext_lazy("Where?"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("A street, a house number, the nearest stop. No map is needed."),
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Which body does it concern?"),
        required=False,
        queryset=people.open_units(),
        empty_label=gettext_lazy("I do not know, please find out"),
    )
    photos = FilesField(
        label=gettext_lazy("Photos or files"),
        required=False,
        help_text=gettext_lazy(
            "Up to 10, 20 MB each. Place and device are removed from photos; "
            "Word and Excel files and films may still name who made them."
        ),
        widget=FilesInput(attrs={"accept": ACCEPTED}),
    )
    lane = forms.ChoiceField(
        label=gettext_lazy("Who may know it is you?"),
        choices=LANE_CARDS,
        widget=forms.RadioSelect,
        # Who reads nothing and only presses send gives away nothing: leaving anonymity is a choice, not a slip.
        initial=Lane.ANONYMOUS.value,
    )
    speaker_name = ShortField(
        label=gettext_lazy("Your name"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = ShortField(
        label=gettext_lazy("Telephone or e-mail"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    may_contact = forms.BooleanField(label=gettext_lazy("You may ring or write to me about this"), required=False)

    @property
    def contact_typed(self) -> bool:
        """Whether a name or a way to be reached was typed."""
        return bool(self.cleaned_data.get("speaker_name") or self.cleaned_data.get("contact"))

    def facts(self) -> dict[str, Any]:
        """The arguments of ``accept_voice`` that were typed."""
        typed = self.cleaned_data
        facts: dict[str, Any] = {
            name: typed[name] for name in ("words", "unit", "speaker_name", "contact", "may_contact")
        }
        facts |= {"lane": Lane(typed["lane"]), "place_words": typed["place"], "files": typed["photos"]}
        return facts | {"place": queries.place_named(typed["place"]) if typed["place"] else None}


class SharedFields(dict[str, forms.Field]):
    """Fields that all forms of a class use together, since none of them changes one.

    Django copies every field for every form, which costs more than checking what was typed.
    """

    def __deepcopy__(self, memo: object) -> dict[str, forms.Field]:
        return dict(self)


class SayForm(VoiceForm):
    """The form of the speaker. Its fields are shared and must not be changed."""


SayForm.base_fields = SharedFields(SayForm.base_fields)


class RegisterForm(VoiceForm):
    """The form of somebody at the desk who writes down what another person said."""

    field_order = ("words", "channel", "said_on")

    channel = forms.ChoiceField(
        label=gettext_lazy("How did it reach us?"),
        choices=[
            (kind.value, words)
            for kind, words in CHANNEL_WORDS.items()
            if kind not in {ChannelKind.WEB, ChannelKind.IMPORT}
        ],
        initial=ChannelKind.RECEPTION.value,
    )
    said_on = forms.DateField(
        label=gettext_lazy("Said on which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options["initial"] = {"said_on": today}
        super().__init__(*args, **options)
        self.today = today
        self.fields["words"].label = gettext_lazy("The words, as they were said")
        self.fields["lane"].label = gettext_lazy("Who may know who spoke?")
        self.fields["speaker_name"].label = gettext_lazy("Name of the speaker")

    def clean_said_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["said_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def facts(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return super().facts() | {"channel": ChannelKind(typed["channel"]), "said_on": typed["said_on"]}
