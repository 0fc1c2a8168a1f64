"""Who acts. An actor carries its permissions, each with the units it reaches, so policies need no query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

EVERYWHERE: frozenset[int] = frozenset({0})
"""The reach of a permission that is not bound to units (no unit has id 0)."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at the desk, somebody outside with a code, or the system itself.

    ``permissions`` maps a permission's value to the ids of the units it reaches, sub-units included.
    """

    organisation_id: int
    kind: str  # "member" | "outsider" | "system"
    user_id: int | None = None
    name: str = ""
    role: str = ""
    unit_id: int | None = None
    permissions: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def may(self, permission: str, *, unit_id: int | None = None) -> bool:
        """Test whether the permission is held at all, or, with a unit, whether it reaches that unit."""
        reach = self.permissions.get(permission)
        if reach is None:
            return False
        return unit_id is None or reach == EVERYWHERE or unit_id in reach

    def reach(self, permission: str) -> frozenset[int]:
        """The ids of the units the permission reaches; ``EVERYWHERE`` for all, empty for none."""
        return self.permissions.get(permission, frozenset())

    @property
    def is_member(self) -> bool:
        return self.kind == "member"


def outsider(organisation_id: int) -> Actor:
    """Somebody without an account: a speaker or a reader. Leaves no name on the record."""
    return Actor(organisation_id=organisation_id, kind="outsider", role="speaker")


def system(organisation_id: int) -> Actor:
    """The machine acting by rule, for example when a window closes."""
    return Actor(organisation_id=organisation_id, kind="system", role="system")
