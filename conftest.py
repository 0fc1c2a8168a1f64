"""Fixtures every test may ask for: the cast in its house, a signed-in browser-less client."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from huixiang.kernel.tenancy import acting_in
from huixiang.people import queries
from huixiang.people.testing import Cast, make_cast


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
