"""How every form of the house is drawn: set FORM_RENDERER = "huixiang.web.forms.HouseRenderer"."""

from __future__ import annotations

from typing import Any, Final

from django.forms.renderers import DjangoTemplates

# Django's own draws two templates for each option, which made half the cost of the inbox.
LIGHTER: Final = {"django/forms/widgets/select.html": "web/components/select.html"}


class HouseRenderer(DjangoTemplates):
    """Label, hint, error, input, in this order; a form also begins with a summary of its errors that takes focus."""

    form_template_name = "web/components/form.html"
    field_template_name = "web/components/field.html"

    def get_template(self, template_name: str) -> Any:
        return super().get_template(LIGHTER.get(template_name, template_name))
