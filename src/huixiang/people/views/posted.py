"""What was sent with a form."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """The sent fields, also when there are none; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None
