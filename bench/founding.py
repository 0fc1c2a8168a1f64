"""Founds the organisation of a bench house with the tests' cast, and signs its people in: prints what others need.

Runs as a process of its own, because Django's settings belong to one data folder.
"""

from __future__ import annotations

import json

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.test import Client  # noqa: E402

from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.people.testing import make_cast  # noqa: E402


def main() -> None:
    """Print the organisation's id, a session cookie for each member and the ids of the units, as JSON."""
    cast = make_cast(slug="bench", host="127.0.0.1")
    people = {}
    with acting_in(cast.organisation.pk):
        for username, user in cast.people.items():
            client = Client()
            client.force_login(user)
            people[username] = client.cookies[settings.SESSION_COOKIE_NAME].value
    units = {unit.code: unit.pk for unit in (cast.top, cast.roads, cast.water)}
    print(json.dumps({"organisation": cast.organisation.pk, "people": people, "units": units}))


if __name__ == "__main__":
    main()
