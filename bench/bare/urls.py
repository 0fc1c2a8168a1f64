"""One view: it reads one field, commits one row and answers with its number. No middleware, no form, no page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench.bare.models import Row


def keep(request: HttpRequest) -> HttpResponse:
    row = Row(words=request.POST["words"])
    row.save()
    return HttpResponse(str(row.pk), status=201)


urlpatterns = [path("keep", keep)]
