"""Fixtures every test may ask for: the cast in its house, a signed-in browser-less client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import setup_databases, teardown_databases

from huixiang.kernel.tenancy import acting_in
from huixiang.people import queries
from huixiang.people.testing import Cast, make_cast

# On a busy machine minutes pass between signing in and a page; the queries of the page must not depend on that.
settings.SESSION_PUT_OFF = 20 * 60


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,  # noqa: ARG001 - before the databases
    django_db_modify_db_settings: None,  # noqa: ARG001 - a name for each worker
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """The test database, whenever any test asks for it.

    The plugin's own fixture makes none when only tests with connections of their own run: they would act on, and
    wipe, the real one.
    """
    # A folder for each worker: organisations of two databases have the same ids, and files of the other look orphaned.
    settings.UPLOADS_DIR = tmp_path_factory.mktemp("uploads")
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:  # noqa: ARG001 - asks for the database
    """The organisation of the tests with everybody in it; the test acts inside it."""
    queries.forget_hosts()
    made = make_cast()
    with acting_in(made.organisation.pk):
        yield made
    queries.forget_hosts()


@pytest.fixture
def sign_in(cast: Cast) -> Callable[[str], Client]:
    """Gives a client in which a person of the cast is signed in."""

    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(cast.people[username])
        return client

    return signed_in
