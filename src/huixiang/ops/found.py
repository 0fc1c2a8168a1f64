"""``huixiang found``: an organisation of one's own, with a link for its first administrator."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from huixiang.kernel.actor import system
from huixiang.kernel.tenancy import acting_in
from huixiang.people import services
from huixiang.people.models import Unit
from huixiang.people.roles import Role


def found(*, slug: str, name: str, host: str | None, admin: str) -> str:
    """Make the organisation and its administrator; returns what to do next, with the invitation link.

    :raises services.NameTaken: slug or host are in use; nothing was written.
    """
    at = timezone.now()
    organisation = services.found_organisation(slug=slug, name=name, host=host, at=at)
    by = system(organisation.pk)
    with acting_in(organisation.pk):
        top = Unit.objects.get(code="top")
        user = services.add_member(username=admin, name=admin, unit=top, by=by, at=at)
        services.give_role(user=user, role=Role.ADMINISTRATOR, unit=top, by=by, at=at)
        secret = services.invite(user=user, by=by, at=at)
    return f"{name} stands. Set the administrator's password within 7 days:\n  {settings.ORIGIN}/invitation/{secret}/"
