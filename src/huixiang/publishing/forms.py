"""What the pages of publishing take in: the board's filters, public words, replies; the receipt's forms."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from huixiang.listening.forms import ACCEPTED, FilesField, FilesInput, WordsField
from huixiang.proofs.receipts import Mistyped, MistypedCode, ReceiptCode, parse
from huixiang.publishing.states import BoardGroup
from huixiang.verification.forms.callbacks import SATISFACTION, YES_NO

LONGEST_SEARCH = 60
LONGEST_WORDS = 20_000


class BoardForm(forms.Form):
    """The filters above the board; anything unknown counts as not chosen, so that an old link still opens a list."""

    state = forms.CharField(required=False)
    unit = forms.CharField(required=False, max_length=40)
    place = forms.CharField(required=False, max_length=40)
    q = forms.CharField(required=False)

    def asked(self) -> tuple[BoardGroup, str, str, str]:
        """Group, code of the unit, code of the place, words."""
        self.is_valid()
        state, unit, place, words = (self.cleaned_data.get(name, "") for name in ("state", "unit", "place", "q"))
        group = BoardGroup(state) if state in set(BoardGroup) else BoardGroup.ALL
        return group, unit, place, words[:LONGEST_SEARCH].strip()


class WordsForm(forms.Form):
    """Public title and words. ``masks`` offers what was found; unticked things stay readable on purpose."""

    title = forms.CharField(label=_("Title for everybody"), max_length=80)
    words = forms.CharField(
        label=_("Words for everybody"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"class": "tall"})
    )
    masks = forms.MultipleChoiceField(label=_("Cover these"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, offered: Mapping[str, str], certain: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        field = cast("forms.MultipleChoiceField", self.fields["masks"])
        field.choices = list(offered.items())
        field.initial = list(certain)
        field.help_text = _("Ticked things are replaced when you approve. What is certain is ticked already.")
        if not offered:
            del self.fields["masks"]

    @property
    def hide(self) -> list[str]:
        """What the person wants covered."""
        return cast("list[str]", self.cleaned_data.get("masks", []))

    def show(self, seen: Collection[str]) -> set[str]:
        """What the person saw offered and left readable; what appeared only now was not seen."""
        return set(seen) - set(self.hide)


class PlainWordsForm(forms.Form):
    """Words of a measure, a reply or a message."""

    words = forms.CharField(label=_("Words"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4}))


class CodeForm(forms.Form):
    """The receipt code in one field, as lenient as people write it; a mistyped one is told by its group."""

    code = forms.CharField(
        label=_("Receipt code"),
        help_text=_("All 28 digits, with or without spaces."),
        max_length=200,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false", "data-receipt-field": ""}
        ),
    )

    def clean_code(self) -> ReceiptCode:
        try:
            return parse(self.cleaned_data["code"])
        except MistypedCode as error:
            raise forms.ValidationError(_mistyped(error)) from error


def _mistyped(error: MistypedCode) -> str:
    if error.reason is Mistyped.LENGTH:
        words = gettext("We read %(found)s digits; a receipt code has 28. Look whether a group is missing.")
        return words % {"found": error.found}
    if error.reason is Mistyped.CHARACTERS:
        return gettext("There is something in it that is no digit. A receipt code has digits only.")
    if error.group is None:
        return gettext("At least two groups of four digits cannot be right. Compare them with your receipt.")
    words = gettext("Group %(group)s of the seven cannot be right. Compare its four digits with your receipt.")
    return words % {"group": error.group}


class WriteForm(forms.Form):
    """A word to the office from behind a receipt, with files."""

    words = WordsField(
        label=_("Write to us"),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "required": True}),
    )
    files = FilesField(  # type: ignore[assignment]  # the form's files, not a field, in the stubs
        label=_("Photos or files"),
        required=False,
        help_text=_("Up to 10, 20 MB each. Place and device are removed from photos."),
        widget=FilesInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].required = True  # the field itself says what is missing; this is for its label


class VerdictForm(forms.Form):
    """What a speaker says about a claim. No answer is chosen beforehand; words are optional."""

    contacted = forms.ChoiceField(
        label=_("Did anybody get in touch with you about it?"), choices=YES_NO, widget=forms.RadioSelect
    )
    solved = forms.ChoiceField(label=_("Is it solved?"), choices=YES_NO, widget=forms.RadioSelect)
    satisfied = forms.ChoiceField(
        label=_("Are you satisfied with how it was handled?"),
        choices=SATISFACTION,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What else we should know"), required=False, max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
