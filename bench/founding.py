"""Founds the organisation of a bench house with the tests' cast, and signs its people in: prints what others need.

Runs as a process of its own, because Django's settings belong to one data folder.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.test import Client  # noqa: E402

from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.people.models import Organisation, Unit, User  # noqa: E402
from huixiang.people.testing import make_cast  # noqa: E402


def main(*, again: bool) -> None:
    """Print the organisation's id, a session cookie for each member and the ids of the units, as JSON.

    ``again``: the house was founded before and kept; its people sign in anew, for sign-ins end.
    """
    organisation = Organisation.objects.get(slug="bench") if again else make_cast("bench", "127.0.0.1").organisation
    with acting_in(organisation.pk):
        people = {user.username: _session_of(user) for user in User.objects.all()}
        units = dict(Unit.objects.values_list("code", "pk"))
    print(json.dumps({"organisation": organisation.pk, "people": people, "units": units}))


def _session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    main(again="again" in sys.argv[1:])
