"""The file of a map, read as it comes in; what is wrong with it is said with the remedy. Nothing here saves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.folio.geojson import LARGEST, NotAMap, Shape, Wrong, read_shapes

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
