"""A Django of one view in one file. Same server, same database settings as the house; no middleware, no form."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "bare",
            "USER": "huixiang",
            "HOST": os.environ["BARE_SOCKET"],
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 12, "timeout": 20}},
        }
    },
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="nothing here is secret",
    USE_TZ=True,
)


class Row(models.Model):
    """What was sent."""

    words = models.TextField()

    class Meta:
        app_label = "bare"


def keep(request: HttpRequest) -> HttpResponse:
    row = Row.objects.create(words=request.POST["words"])
    return HttpResponse(str(row.pk), status=201)


urlpatterns = [path("keep", keep)]
application = get_wsgi_application()
