"""What clerks type at the inbox: filters, answers, reasons, problems. Nothing here saves."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.listening.models import Place
from huixiang.listening.queries import place_named, places_like
from huixiang.listening.services import LONGEST
from huixiang.people.queries import open_units
from huixiang.sorting.labels import CHANNELS, INBOX_STATES, LANES_SHORT
from huixiang.sorting.queries import InboxFilter, label_named, topmost_labels
from huixiang.sorting.suggestion_labels import KINDS

Chosen = dict[UUID, int | None]
LARGEST_ID = 2**63 - 1
LONGEST_NUMBER = 18  # digits; PostgreSQL takes no more in a bigint
ANY = ("", pgettext_lazy("filter", "any"))
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlaceField(forms.CharField):
    """A place typed by name or by the first letters of its pinyin; the page may hold a datalist ``places``."""

    widget = forms.TextInput(attrs={"list": "places", "autocomplete": "off"})

    def clean(self, value: object) -> Place | None:
        text = super().clean(value)
        if not text:
            return None
        place = place_named(text) or next(iter(places_like(text, limit=1)), None)
        if place is None:
            raise forms.ValidationError(_("No place is called this. Type its name or the first letters of its pinyin."))
        return place


class FilterForm(forms.Form):
    """The filter of the inbox; what is wrong in it is ignored and shown."""

    q = forms.CharField(label=_("Words, or the 8 digits of a receipt"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    lane = forms.ChoiceField(label=_("Protection"), required=False)
    unit = forms.TypedChoiceField(label=_("Unit it concerns"), required=False, coerce=int, empty_value=None)
    place = PlaceField(label=_("Place, or its pinyin initials"), required=False, max_length=80)
    label = forms.TypedChoiceField(label=_("Label"), required=False, coerce=int, empty_value=None)
    since = forms.DateField(label=_("Said on or after"), required=False, widget=DAY)
    until = forms.DateField(label=_("Said on or before"), required=False, widget=DAY)
    suggested = forms.ChoiceField(label=_("With a suggestion that waits"), required=False)
    matter = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)
    order = forms.ChoiceField(
        label=pgettext_lazy("sequence", "Order"),
        required=False,
        choices=[("", _("Newest first")), ("oldest", _("Waiting longest first"))],
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        states = [(state.value, label) for state, (label, _tone) in INBOX_STATES.items()]
        self.fields["state"].choices = [("all", pgettext_lazy("filter", "any")), *states]  # type: ignore[attr-defined]
        self.fields["channel"].choices = [ANY, *((kind.value, label) for kind, label in CHANNELS.items())]  # type: ignore[attr-defined]
        self.fields["lane"].choices = [ANY, *((lane.value, label) for lane, label in LANES_SHORT.items())]  # type: ignore[attr-defined]
        kinds = [ANY, *((kind.value, label) for kind, label in KINDS.items())]
        self.fields["suggested"].choices = kinds  # type: ignore[attr-defined]
        self.fields["unit"].choices = [ANY, *((unit.pk, unit.label) for unit in open_units())]  # type: ignore[attr-defined]
        self.fields["label"].choices = [ANY, *self._labels()]  # type: ignore[attr-defined]

    def _labels(self) -> list[tuple[object, object]]:
        """The topmost labels by taxonomy; and the one asked for, if it lies deeper."""
        groups: dict[str, list[tuple[object, object]]] = {}
        for label in topmost_labels():
            groups.setdefault(label.taxonomy.name, []).append((label.pk, label.name))
        asked = label_named(read_number(self.data.get("label", "")))
        deeper = [(asked.pk, asked.name)] if asked is not None and (asked.parent_id or asked.until) else []
        return [*deeper, *groups.items()]

    def filter(self) -> InboxFilter:
        """What can be used of the filter, right or wrong."""
        self.is_valid()
        found = self.cleaned_data
        place = found.get("place")
        state = found.get("state", "")
        return InboxFilter(
            state="" if state == "all" else state,
            channel=found.get("channel", ""),
            lane=found.get("lane", ""),
            unit=found.get("unit"),
            place=place.pk if place else None,
            since=found.get("since"),
            until=found.get("until"),
            text=found.get("q", ""),
            suggested=found.get("suggested", ""),
            label=found.get("label"),
            matter=found.get("matter"),
            oldest_first=found.get("order") == "oldest",
        )


class WordsForm(forms.Form):
    """Words for a speaker: an answer, a message, or the reason why a voice is set aside."""

    words = forms.CharField(
        label=_("Words for the speaker"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: object, label: object = None, hint: object = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["words"].label = label or self.fields["words"].label  # type: ignore[assignment]
        self.fields["words"].help_text = hint or ""  # type: ignore[assignment]


class SummaryForm(forms.Form):
    """A summary beside the words, for the desk alone."""

    words = forms.CharField(
        label=_("Summary for the desk"),
        help_text=_("The words as spoken stay as they are; this stands beside them."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProblemForm(forms.Form):
    """A line of the problem list."""

    title = forms.CharField(
        label=_("Title"), max_length=80, help_text=_("What is wrong, in one line of at most 80 characters.")
    )
    statement = forms.CharField(
        label=_("What is wrong, with two or three facts"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )


class PlacedProblemForm(ProblemForm):
    """A new problem, with its place."""

    place = PlaceField(label=_("Place, or its pinyin initials"), required=False, max_length=80)


class ViewForm(forms.Form):
    """The name of a view to keep."""

    name = forms.CharField(label=_("Keep this filter as a view named"), max_length=40)


def read_chosen(values: Iterable[str]) -> Chosen:
    """Read chosen voices, each an id with the version that was seen (id:3); what is no id is left out."""
    chosen: Chosen = {}
    for value in values:
        voice_id, _colon, version = value.partition(":")
        try:
            chosen[UUID(voice_id)] = int(version) if version else None
        except ValueError:
            continue
    return chosen


def known_versions(chosen: Chosen) -> dict[UUID, int]:
    """The versions that were seen."""
    return {voice_id: version for voice_id, version in chosen.items() if version is not None}


def write_chosen(chosen: Chosen) -> list[str]:
    """The same, to be handed on in a form."""
    return [str(voice_id) if version is None else f"{voice_id}:{version}" for voice_id, version in chosen.items()]


def read_number(text: str) -> int | None:
    """Read a problem's number or an act's id as typed or sent (12, #12); None for anything else."""
    digits = text.strip().lstrip("#")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER else None
