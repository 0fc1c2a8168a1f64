"""Fills a bench house with a row in every table, signs its people in and describes its addresses: printed as JSON.

Runs as a process of its own, because Django's settings belong to one data folder.
"""

from __future__ import annotations

import json

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.test import Client  # noqa: E402

from bench.attacking.addresses import addresses  # noqa: E402
from bench.attacking.description import describe  # noqa: E402
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.people.models import Organisation, Unit, User  # noqa: E402
from huixiang.people.testing import Cast  # noqa: E402
from tests.guards.foreign import fill  # noqa: E402

SIGN_INS = 6
"""Of each member, so that one who signed out by an attack goes on as another browser of the same member."""


def main() -> None:
    """Print the description, a value for each path value, and the session cookies of each member."""
    organisation = Organisation.objects.get(slug="bench")
    with acting_in(organisation.pk):
        units = {unit.code: unit for unit in Unit.objects.all()}
        people = {user.username: user for user in User.objects.all()}
        known = fill(Cast(organisation, units["top"], units["roads"], units["water"], people))
        members = {name: [_session_of(user) for _turn in range(SIGN_INS)] for name, user in people.items()}
        plain = describe(list(addresses()), known)
    values = {name: str(value) for name, value in known.items()}
    print(json.dumps({"description": plain, "values": values, "sessions": members}, default=str))


def _session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    main()
