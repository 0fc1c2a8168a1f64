"""Builds the demo's organisation: units, people with their roles, places."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from huixiang.kernel.actor import Actor, system
from huixiang.kernel.tenancy import acting_in
from huixiang.listening import services as listening
from huixiang.listening.models import Place
from huixiang.ops.demo import PASSWORD
from huixiang.ops.demo.pages import Told
from huixiang.people import queries, services as people
from huixiang.people.models import Organisation, Unit, User
from huixiang.people.roles import Role


@dataclass(slots=True)
class House:
    """The demo while it is played: who and what the story's keys stand for."""

    organisation: Organisation
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    voices: dict[str, UUID] = field(default_factory=dict)
    problems: dict[str, int] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, username: str) -> Actor:
        """The actor of a person of the story."""
        if username not in self.actors:
            self.actors[username] = queries.actor_for(self.people[username], self.organisation.pk)
        return self.actors[username]


def build_house(told: Told, *, at: dt.datetime, host: str | None) -> House:
    """Found the organisation with everybody and every place in it.

    :raises people.NameTaken: it exists already; nothing was written.
    """
    organisation = people.found_organisation(
        slug=told["slug"], name=told["name_zh"], name_en=told["name_en"], host=host, at=at
    )
    house = House(organisation)
    with acting_in(organisation.pk):
        by = system(organisation.pk)
        _build_units(house, told["units"], by=by, at=at)
        _build_people(house, told["people"], by=by, at=at)
        _build_places(house, told["places"], by=by, at=at)
    return house


def _build_units(house: House, told: list[Told], *, by: Actor, at: dt.datetime) -> None:
    top = Unit.objects.get(code="top")
    house.units[told[0]["code"]] = top
    for unit in told[1:]:
        parent = house.units[unit["parent"]] if unit["parent"] else top
        house.units[unit["code"]] = people.add_unit(
            name=unit["name_zh"], name_en=unit["name_en"], code=unit["code"], parent=parent, by=by, at=at
        )


def _build_people(house: House, told: list[Told], *, by: Actor, at: dt.datetime) -> None:
    for person in told:
        user = people.add_member(
            username=person["username"], name=person["name_zh"], unit=house.units[person["unit"]],
            post=person["post_zh"], by=by, at=at, password=PASSWORD,
        )  # fmt: skip
        for grant in person["roles"]:
            people.give_role(user=user, role=Role(grant["role"]), unit=house.units[grant["unit"]], by=by, at=at)
        house.people[person["username"]] = user


def _build_places(house: House, told: list[Told], *, by: Actor, at: dt.datetime) -> None:
    for place in told:
        parent = house.places[place["parent"]] if place["parent"] else None
        house.places[place["code"]] = listening.add_place(
            name=place["name_zh"], code=place["code"], parent=parent, by=by, at=at
        )
