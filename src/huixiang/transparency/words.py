"""Our acts as the journal says them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS = {
    "transparency.log.begun_anew": _("as a witness began anew with the log of others"),
    "transparency.log.held_back": _("had new entries of the log wait for each other before they are public"),
    "transparency.log.published_at_once": _("had new entries of the log become public at once"),
    "transparency.log.watched": _("became a witness of the log of others"),
    "transparency.house.restored": _("restored everything from a backup"),
    "transparency.witness.added": _("named somebody outside as a witness of our log"),
    "transparency.witness.signs_again": _("kept that a witness which had refused our log signs it again"),
}
FACTS = {
    "knew": _("entries the witness knew"),
    "known_root": _("root the witness knew"),
    "root": _("root it goes on from"),
    "origin": _("name of the log"),
    "made_at": _("backup made at"),
    "size": _("entries of the log then"),
    "erased": _("erased again"),
}
