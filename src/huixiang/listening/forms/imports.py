"""Checks what is chosen about a file of voices, and what is typed off a picture. Saves nothing, loses nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _, gettext_lazy

from huixiang.listening import queries
from huixiang.listening.forms.speaking import ShortField, WordsField
from huixiang.listening.services import Choice
from huixiang.listening.states import ChannelKind, Lane
from huixiang.listening.words import CHANNEL_WORDS, FIELD_WORDS, LANE_CHOICES
from huixiang.people import queries as people

LARGEST: Final = 200 * 1024 * 1024
SUFFIXES: Final = ".xlsx,.xls,.csv,.docx,.txt,.md,.pdf,image/*"
CHANNELS: Final = tuple((kind.value, words) for kind, words in CHANNEL_WORDS.items() if kind != ChannelKind.WEB)


class UploadForm(forms.Form):
    """A file that brings voices; which kinds there are is for the service to say."""

    file = forms.FileField(
        label=gettext_lazy("A file with voices"),
        help_text=gettext_lazy(
            "Drop it here, or choose it: a table (.xlsx, .xls, .csv), a document with opinions (.docx, .txt, .md, "
            ".pdf), or a photo or scan of a form. Up to 200 MB; you see what was read before anything is taken in."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("There is nothing in this file."),
        },
        widget=forms.FileInput(attrs={"accept": SUFFIXES, "class": "drop"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 200 MB. Split it, or have it loaded on the server."))
        return file


class ChannelForm(forms.Form):
    """How the voices of a file reached us, and who may know who spoke."""

    channel = forms.ChoiceField(label=gettext_lazy("How did these voices reach us?"), choices=CHANNELS)
    lane = forms.ChoiceField(
        label=gettext_lazy("Who may know who spoke?"), choices=LANE_CHOICES, widget=forms.RadioSelect
    )

    def plain(self) -> dict[str, Any]:
        """What both kinds of files ask for."""
        typed = self.cleaned_data
        return {"channel": ChannelKind(typed["channel"]), "lane": Lane(typed["lane"])}


class TableForm(ChannelForm):
    """Which column of a table is what, and what becomes of its hidden rows."""

    source = ShortField(
        label=gettext_lazy("Where does this table come from?"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("For example: 12345 export. The next table with the same columns is read the same way."),
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
    )
    hidden = forms.ChoiceField(
        label=gettext_lazy("Some rows of this table are hidden"),
        required=False,
        choices=[("take", gettext_lazy("Take them in as well")), ("leave", gettext_lazy("Leave them out"))],
        widget=forms.RadioSelect,
    )
    field_order = ("hidden", "channel", "source", "lane")

    def __init__(self, *args: Any, survey: Mapping[str, Any], choice: Choice, **options: Any) -> None:
        before = {None: "", True: "leave", False: "take"}[choice.leave_hidden]
        options["initial"] = {
            "channel": choice.channel.value, "lane": choice.lane.value, "source": choice.source, "hidden": before,
        }  # fmt: skip
        super().__init__(*args, **options)
        self._survey, self._choice = survey, choice
        if not survey["hidden"]:
            del self.fields["hidden"]

    @property
    def columns(self) -> dict[str, str]:
        """Field to column, as chosen in the selects, or as it was found before any was touched."""
        if not self.is_bound or "column-0" not in self.data:
            return dict(self._choice.columns)
        named = enumerate(self._survey["header"])
        chosen = ((str(self.data.get(f"column-{place}", "")), name) for place, name in named)
        return {field: name for field, name in chosen if field in FIELD_WORDS}

    @property
    def twice(self) -> list[str]:
        """Fields that were chosen for two columns."""
        chosen = [str(self.data.get(f"column-{place}", "")) for place in range(len(self._survey["header"]))]
        return [field for field in FIELD_WORDS if chosen.count(field) > 1]

    def choice(self) -> Choice:
        """What was chosen; call it on a valid form."""
        hidden = {"take": False, "leave": True}.get(self.cleaned_data.get("hidden", ""))
        return Choice(
            columns=self.columns, sheet=self._survey["sheet"], source=self.cleaned_data["source"],
            leave_hidden=hidden if self._survey["hidden"] else False, **self.plain(),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        for field in self.twice:
            raise forms.ValidationError(
                _("Two columns were chosen as “%(what)s”. Choose one.") % {"what": FIELD_WORDS[field]}
            )
        return self.cleaned_data


class DocumentForm(ChannelForm):
    """Which items of a document become voices, and when they were collected."""

    said_on = forms.DateField(
        label=gettext_lazy("Collected on which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    field_order = ("said_on", "channel", "lane")

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options["initial"] = {
            "said_on": today, "channel": ChannelKind.IMPORT.value, "lane": Lane.CONFIDENTIAL.value,
        }  # fmt: skip
        super().__init__(*args, **options)
        self.today = today

    @property
    def ticked(self) -> frozenset[int] | None:
        """The numbers of the ticked items; None, which is all, before anything was sent."""
        if not self.is_bound:
            return None
        return frozenset(
            int(item) for item in cast("QueryDict", self.data).getlist("item") if item.isdecimal() and len(item) < 8
        )

    def clean_said_on(self) -> dt.date:
        return _not_ahead(self.cleaned_data["said_on"], self.today)

    def choice(self) -> Choice:
        """What was chosen; call it on a valid form."""
        day = self.cleaned_data["said_on"].isoformat()
        return Choice(items=tuple(sorted(self.ticked or ())), said_on=day, **self.plain())


class TypingForm(ChannelForm):
    """A voice typed off a picture."""

    words = WordsField(
        label=gettext_lazy("The words, as they stand there"),
        widget=forms.Textarea(attrs={"rows": 8, "autofocus": True}),
    )
    said_on = forms.DateField(
        label=gettext_lazy("Said on which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    place = ShortField(label=gettext_lazy("Where?"), required=False, max_length=120)
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Which body does it concern?"),
        required=False,
        queryset=people.open_units(),
        empty_label=gettext_lazy("It does not say"),
    )
    speaker_name = ShortField(label=gettext_lazy("Name of the speaker"), required=False, max_length=60)
    contact = ShortField(label=gettext_lazy("Telephone or e-mail"), required=False, max_length=120)
    field_order = ("words", "said_on", "place", "unit", "speaker_name", "contact", "channel", "lane")

    def __init__(self, *args: Any, today: dt.date, before: Mapping[str, str], **options: Any) -> None:
        options["initial"] = {
            "said_on": today, "channel": ChannelKind.BOX.value, "lane": Lane.CONFIDENTIAL.value, **before,
        }  # fmt: skip
        super().__init__(*args, **options)
        self.today = today

    def clean_said_on(self) -> dt.date:
        return _not_ahead(self.cleaned_data["said_on"], self.today)

    def facts(self) -> dict[str, Any]:
        """The arguments of ``type_voice`` that were typed."""
        typed = self.cleaned_data
        facts: dict[str, Any] = {name: typed[name] for name in ("words", "said_on", "unit", "speaker_name", "contact")}
        place = queries.place_named(typed["place"]) if typed["place"] else None
        return facts | self.plain() | {"place": place, "place_words": typed["place"]}


def _not_ahead(day: dt.date, today: dt.date) -> dt.date:
    if day > today:
        raise forms.ValidationError(_("This day has not come yet."))
    return day
