"""How every form of the house is drawn: set FORM_RENDERER = "huixiang.web.forms.HouseRenderer"."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class HouseRenderer(DjangoTemplates):
    """Label, hint, error, input, in this order; a form also begins with a summary of its errors that takes focus."""

    form_template_name = "web/components/form.html"
    field_template_name = "web/components/field.html"
