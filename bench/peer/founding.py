"""Makes the queue and a member of staff of the django-helpdesk site; prints a session cookie as JSON."""

from __future__ import annotations

import importlib
import json

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402 - Django must be set up first
from django.test import Client  # noqa: E402


def main() -> None:
    """Print the id of the queue and the session of a member of staff."""
    models = importlib.import_module("helpdesk.models")  # installed in the other environment only
    queue = models.Queue.objects.create(title="Public", slug="public", allow_public_submission=True)
    user = User.objects.create_superuser("staff", "staff@example.org", "nothing here is secret")
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]  # the other environment has another user
    print(json.dumps({"queue": queue.pk, "session": client.cookies["sessionid"].value}))


if __name__ == "__main__":
    main()
