"""Founding an organisation."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from huixiang.kernel.actor import system
from huixiang.kernel.tenancy import acting_in
from huixiang.people import queries
from huixiang.people.models import Organisation
from huixiang.people.services.refusals import NameTaken
from huixiang.people.services.units import add_unit


def found_organisation(
    *, slug: str, name: str, at: dt.datetime, name_en: str = "", host: str | None = None
) -> Organisation:
    """Make an organisation with its top unit, which carries its name and the code ``top``.

    :raises NameTaken: the slug or the host is in use; nothing was written.
    """
    taken = Organisation.objects.filter(slug=slug).exists() or (
        host and Organisation.objects.filter(host=host).exists()
    )
    if taken:
        raise NameTaken(_("There is already an organisation with this short name or address."))
    organisation = Organisation.objects.create(slug=slug, name=name, name_en=name_en, host=host, created_at=at)
    queries.forget_hosts()
    with acting_in(organisation.pk):
        add_unit(name=name[:80], name_en=name_en, code="top", parent=None, by=system(organisation.pk), at=at)
    return organisation
