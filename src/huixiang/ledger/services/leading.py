"""Who can be made responsible: a unit that works, and somebody who leads it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huixiang.kernel.errors import Refusal
from huixiang.ledger import queries
from huixiang.people.models import Unit, User


class WrongUnit(Refusal):
    """The unit is closed, or the leader does not lead it; nothing was written."""


def require_leads(leader: User, unit: Unit) -> None:
    """Check that a unit can be made responsible under a leader.

    :raises WrongUnit: it is closed, or the leader leads another one.
    """
    if unit.closed_on is not None:
        raise WrongUnit(_("%(unit)s is closed. Choose a unit that works.") % {"unit": unit.label})
    if not queries.leaders_of(unit).filter(pk=leader.pk).exists():
        raise WrongUnit(_("%(name)s does not lead %(unit)s.") % {"name": leader.name, "unit": unit.label})
