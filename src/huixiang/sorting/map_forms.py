"""The file of a map or a plan, read as it comes in; what is wrong is said with the remedy. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.folio.geojson import LARGEST, NotAMap, Shape, Wrong, read_shapes
from huixiang.folio.plans import Plan, read_plan
from huixiang.folio.unsafe import UnsafeFile
from huixiang.kernel.typed import typed_id
from huixiang.listening.words import FILE_REFUSALS
from huixiang.sorting.forms import PlaceField

NARROWEST = 3
"""So many times as tall as wide, and no more: beyond it nothing on a plan can be read beside its table."""

SENTENCES = {
    Wrong.TOO_LARGE: _("The file is larger than 10 MB. Simplify its outlines in the program it comes from."),
    Wrong.NOT_JSON: _("The file is broken or no GeoJSON. Export it anew as GeoJSON, in UTF-8."),
    Wrong.NOT_GEOJSON: _("This is no GeoJSON with places in it. Export the layer as a FeatureCollection."),
    Wrong.NOTHING: _("The file holds no area and no point: lines alone cannot be put to places."),
    Wrong.PROJECTED: _(
        "The coordinates are not degrees of longitude and latitude. Export the layer in WGS 84 (EPSG:4326)."
    ),
    Wrong.SWAPPED: _("Latitude stands before longitude in this file. Swap them: GeoJSON wants longitude first."),
    Wrong.TOO_MANY: _("The file holds more than 5,000 shapes or 2,000,000 points. Simplify or split it."),
}  # fmt: skip


class MapForm(forms.Form):
    """A map of one's own places."""

    file = forms.FileField(
        label=_("GeoJSON file"),
        help_text=_("At most 10 MB, in WGS 84: areas or points, each with a name or a code of your tree of places."),
    )

    file_name = ""

    def clean_file(self) -> list[Shape]:
        """The shapes the file holds."""
        file = self.cleaned_data["file"]
        self.file_name = str(file.name)
        if file.size > LARGEST:
            raise forms.ValidationError(SENTENCES[Wrong.TOO_LARGE])
        try:
            return read_shapes(file.read())
        except NotAMap as wrong:
            raise forms.ValidationError(SENTENCES[wrong.why]) from wrong


class PlanForm(forms.Form):
    """A plan as a picture: a village map from the wall, a floor plan."""

    plan = forms.FileField(
        label=_("Picture of a plan"),
        help_text=_("A jpg, png, webp or heic of at most 20 MB. Where each place lies you say on the next page."),
    )

    file_name = ""

    def clean_plan(self) -> Plan:
        """The picture, cleaned."""
        file = self.cleaned_data["plan"]
        self.file_name = str(file.name)
        try:
            plan = read_plan(file.read(), name=self.file_name)
        except UnsafeFile as error:
            words = FILE_REFUSALS.get(error.code, FILE_REFUSALS["broken"])
            raise forms.ValidationError(str(words) % {"name": self.file_name}) from error
        if plan.height > NARROWEST * plan.width:
            raise forms.ValidationError(_("The picture is more than three times as tall as wide. Cut or turn it."))
        return plan


class PutForm(forms.Form):
    """Which place lies where on the plan: pressed upon the picture, or typed."""

    place = PlaceField(label=_("Place, or its pinyin initials"), max_length=80)
    x = forms.IntegerField(label=_("From the left, 0 to 1000"), required=False, min_value=0)
    y = forms.IntegerField(label=_("From above"), required=False, min_value=0)

    def clean(self) -> dict[str, Any]:
        """Take where the picture was pressed; pressed by the keyboard it says nothing but 0 and 0."""
        found = super().clean() or self.cleaned_data
        pressed = [typed_id(self.data.get(name, "")) for name in ("at.x", "at.y")]
        if None not in pressed and set(pressed) != {0}:
            found["x"], found["y"] = pressed
        if found.get("x") is None or found.get("y") is None:
            raise forms.ValidationError(
                _("Press the plan where this place lies, or type how far from the left and from above.")
            )
        return found
