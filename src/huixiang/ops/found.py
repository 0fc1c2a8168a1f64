"""``huixiang found``: an organisation of one's own, with a link for its first administrator."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http.request import validate_host
from django.utils import timezone

from huixiang.kernel.actor import system
from huixiang.kernel.tenancy import acting_in
from huixiang.people import services
from huixiang.people.models import Unit
from huixiang.people.roles import Role


def found(*, slug: str, name: str, host: str | None, admin: str) -> str:
    """Make the organisation and its administrator; returns what to do next, with the invitation link.

    :raises services.NameTaken: slug or host are in use; nothing was written.
    :raises services.NotAName: one of them cannot be a name; nothing was written.
    """
    at = timezone.now()
    organisation = services.found_organisation(slug=slug, name=name, host=host, at=at)
    by = system(organisation.pk)
    with acting_in(organisation.pk):
        top = Unit.objects.get(code="top")
        user = services.add_member(username=admin, name=admin, unit=top, by=by, at=at)
        services.give_role(user=user, role=Role.ADMINISTRATOR, unit=top, by=by, at=at)
        secret = services.invite(user=user, by=by, at=at)
    link = f"{origin_of(host)}/invitation/{secret}/"
    known = host is None or validate_host(host, settings.ALLOWED_HOSTS)
    more = "" if known else f"\nThe site does not answer to {host} yet: add it to HX_HOSTS and start it again."
    return f"{name} stands. Set the administrator's password within 7 days:\n  {link}{more}"


def origin_of(host: str | None) -> str:
    """The address of an organisation with this host: ours, with its host in place of our own."""
    ours = urlsplit(settings.ORIGIN)
    port = f":{ours.port}" if ours.port else ""
    return urlunsplit((ours.scheme, f"{host}{port}", "", "", "")) if host else settings.ORIGIN
