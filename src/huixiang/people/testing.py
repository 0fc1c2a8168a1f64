"""Builders and the fixed cast: 林晓 raised it, 周明 leads the unit, 陈涛 checks, 外人 sees nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from huixiang.kernel.actor import Actor, system
from huixiang.kernel.tenancy import acting_in
from huixiang.people import queries, services
from huixiang.people.models import Organisation, Unit, User
from huixiang.people.roles import Role

NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)
"""Monday 2 March 2026, noon in Shanghai."""
PASSWORD = "huixiang-demo-2026"  # noqa: S105 - of the demo and the tests


@dataclass(frozen=True)
class Cast:
    """An organisation with two working units and one person for each part to play."""

    organisation: Organisation
    top: Unit
    roads: Unit
    water: Unit
    people: dict[str, User]

    def actor(self, username: str) -> Actor:
        """The actor of a person of the cast, with the permissions of now."""
        return queries.actor_for(self.people[username], self.organisation.pk)


ROLES: tuple[tuple[str, str, str, tuple[Role, ...]], ...] = (
    ("hejing", "何静", "top", (Role.CLERK,)),
    ("sunli", "孙丽", "top", (Role.CLERK,)),
    ("liufang", "刘芳", "top", (Role.OFFICE,)),
    ("wanglei", "王磊", "roads", (Role.UNIT_HANDLER,)),
    ("zhouming", "周明", "roads", (Role.UNIT_LEADER,)),
    ("hanbing", "韩冰", "water", (Role.UNIT_HANDLER,)),
    ("maqiang", "马强", "water", (Role.UNIT_LEADER,)),
    ("chentao", "陈涛", "water", (Role.CHECKER,)),
    ("xujie", "徐洁", "top", (Role.HELPER,)),
    ("gaoyuan", "高远", "top", (Role.SUPERVISOR,)),
    ("shenping", "沈平", "top", (Role.AUDITOR,)),
    ("admin", "管理员", "top", (Role.ADMINISTRATOR,)),
)


def make_cast(slug: str = "qinghe", host: str | None = "testserver", at: dt.datetime = NOON) -> Cast:
    """Found an organisation with the whole cast. Call the tests' code inside ``acting_in(cast.organisation.pk)``."""
    organisation = services.found_organisation(
        slug=slug, name=f"青禾县城管局（{slug}）", name_en="Qinghe", at=at, host=host
    )
    with acting_in(organisation.pk):
        by = system(organisation.pk)
        top = Unit.objects.get(code="top")
        units = {"top": top}
        for code, name in (("roads", "市政道路股"), ("water", "供排水股")):
            units[code] = services.add_unit(name=name, code=code, parent=top, by=by, at=at)
        people = {}
        for username, name, unit, roles in ROLES:
            user = services.add_member(username=username, name=name, unit=units[unit], by=by, at=at)
            for role in roles:
                services.give_role(user=user, role=role, unit=units[unit], by=by, at=at)
            people[username] = user
    return Cast(organisation, top, units["roads"], units["water"], people)
