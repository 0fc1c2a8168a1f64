"""What an administrator types about units, members, roles and days. Choices come from the tree of now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.people import queries
from huixiang.people.models import Unit, User
from huixiang.people.roles import Role

if TYPE_CHECKING:
    ModelChoiceField = forms.ModelChoiceField[Unit]
else:
    ModelChoiceField = forms.ModelChoiceField

USERNAME = RegexValidator(r"^[\w.@+-]+\Z", _("Use letters, digits and . @ + - _ only."))
CODE = RegexValidator(r"^[a-z0-9][a-z0-9-]*\Z", _("Use small letters, digits and hyphens only."))


class UnitChoice(ModelChoiceField):
    """An open unit; the indent shows how deep it hangs."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), **{"empty_label": _("Please choose")} | options)

    def label_from_instance(self, obj: Any) -> str:
        return f"{'　' * (obj.path.count('/') - 2)}{obj.name}"


class _WithUnits(forms.Form):
    """A form whose unit fields offer the open units of now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            if isinstance(each, UnitChoice):
                each.queryset = queries.open_units()


class UnitNameForm(forms.Form):
    name = forms.CharField(label=_("Name of the unit"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)


class UnitForm(UnitNameForm, _WithUnits):
    code = forms.CharField(
        label=_("Short code"), max_length=40, validators=[CODE],
        help_text=_("It stands in addresses, for example roads, and stays when the name changes."),
    )  # fmt: skip
    parent = UnitChoice(label=_("Below which unit"))


class MoveForm(_WithUnits):
    parent = UnitChoice(label=_("Move below"))


class PlaceForm(_WithUnits):
    unit = UnitChoice(label=_("Unit"))
    post = forms.CharField(label=_("Post"), max_length=80, required=False)


class RoleForm(_WithUnits):
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in Role])
    unit = UnitChoice(
        label=_("For which unit"),
        help_text=_("Unit handlers and unit leaders reach this unit and those below; other roles reach everywhere."),
    )


class MemberForm(PlaceForm):
    name = forms.CharField(label=_("Name"), max_length=60)
    username = forms.CharField(
        label=_("Sign-in name"), max_length=60, validators=[USERNAME],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )  # fmt: skip
    email = forms.EmailField(label=_("E-mail"), required=False)
    role = forms.ChoiceField(
        label=_("Role"), required=False,
        choices=[("", pgettext_lazy("role", "None yet")), *((role.value, role.label) for role in Role)],
    )  # fmt: skip
    field_order = ("name", "username", "unit", "post", "role", "email")


class OwnDayForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    working = forms.TypedChoiceField(
        label=_("On this day we"),
        choices=(("no", pgettext_lazy("we", "do not work")), ("yes", pgettext_lazy("we", "work"))),
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    name = forms.CharField(label=_("Why"), max_length=60, help_text=_("For example: founding day, flood duty."))


class RosterForm(forms.Form):
    file = forms.FileField(
        label=_("Roster file"), help_text=_("An .xlsx or .csv file of up to 1 MB, one person a row."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )  # fmt: skip


class FirstPasswordForm(forms.Form):
    """Sets a password; the rules of the settings apply, with the person's own name among them."""

    password = forms.CharField(
        label=_("New password"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("The same once more"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if "password" in typed and typed.get("again") not in {None, typed["password"]}:
            self.add_error("again", _("The two are not the same. Type it once more."))
        return typed
