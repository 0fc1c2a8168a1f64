"""Founding an organisation."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from django.utils.translation import gettext as _

from huixiang.kernel.actor import system
from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import acting_in
from huixiang.people import queries
from huixiang.people.models import Organisation
from huixiang.people.services.refusals import NameTaken
from huixiang.people.services.units import add_unit

SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")


class NotAName(Refusal):
    """A name is missing, or a short name or address has letters that no address can carry; nothing was written."""


def found_organisation(
    *, slug: str, name: str, at: dt.datetime, name_en: str = "", host: str | None = None
) -> Organisation:
    """Make an organisation with its top unit, which carries its name and the code ``top``.

    :raises NameTaken: the slug or the host is in use; nothing was written.
    :raises NotAName: one of them cannot be a name; nothing was written.
    """
    if not name.strip() or not SLUG.fullmatch(slug) or (host and not HOST.fullmatch(host)):
        raise NotAName(
            _("Give a name, a short name of a-z, 0-9 and hyphens, and an address such as talk.example.org or none.")
        )
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
