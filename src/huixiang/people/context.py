"""What every page knows: whose house, and for members the rail of the desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def whose_house(request: HttpRequest) -> dict[str, Any]:
    """``organisation`` and ``actor``; empty before the house is known (error pages)."""
    return {
        "organisation": getattr(request, "organisation", None),
        "actor": getattr(request, "actor", None),
    }
