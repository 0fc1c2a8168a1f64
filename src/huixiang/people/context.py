"""What every page knows: whose house, and for members the rail of the desk and their menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from huixiang.people.desk import me_for, rail_for


def whose_house(request: HttpRequest) -> dict[str, Any]:
    """``organisation``, ``actor``, ``site_name``, ``rail``, ``me``; empty before the house is known (error pages).

    The last two cost queries only on pages that show them.
    """
    organisation = getattr(request, "organisation", None)
    actor = getattr(request, "actor", None)
    if organisation is None or actor is None:
        return {"organisation": organisation, "actor": actor}
    english = (get_language() or "").startswith("en") and organisation.name_en
    return {
        "organisation": organisation,
        "actor": actor,
        "site_name": organisation.name_en if english else organisation.name,
        "rail": SimpleLazyObject(lambda: rail_for(actor, request.path)),
        "me": SimpleLazyObject(lambda: me_for(actor)),
    }
