"""The type of a request after the middleware: whose house, who acts. For annotations of views."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from huixiang.kernel.actor import Actor
from huixiang.people.models import Organisation
from huixiang.web.preferences import Preferences


class HouseRequest(HttpRequest):
    """What every view receives."""

    organisation: Organisation
    actor: Actor
    preferences: Preferences
    htmx: HtmxDetails
