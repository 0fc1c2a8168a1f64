"""Builders of voices, imports and sealed cases, through the services."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from huixiang.folio import uploads
from huixiang.kernel.actor import Actor, outsider
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening import services
from huixiang.listening.models import Import, SealedCase, Voice
from huixiang.listening.queries import Ring
from huixiang.listening.states import KeyKind, Lane
from huixiang.people import services as people
from huixiang.people.models import Unit
from huixiang.people.roles import Role
from huixiang.people.testing import NOON, Cast
from huixiang.proofs import receipts
from huixiang.proofs.receipts import ReceiptCode


def make_voice(
    words: str = "桂花路的路灯坏了三盏，晚上老人不敢出门。",
    lane: Lane = Lane.OPEN,
    at: dt.datetime = NOON,
    **facts: Any,
) -> tuple[Voice, ReceiptCode]:
    """A voice somebody sent by the form, and its code. ``facts`` are those of ``accept_voice``."""
    code = facts.pop("code", None) or receipts.draw(secrets.SystemRandom())
    by = facts.pop("by", None) or outsider(current_organisation_id())
    accepted = services.accept_voice(words=words, code=code, lane=lane, by=by, at=at, **facts)
    return accepted.voice, code


def make_import(cast: Cast, content: str = "工单编号,主要内容\nGD001,桂花路的路灯坏了三盏。\nGD002,\n") -> Import:
    """A table that 何静 brought and confirmed as it was read; of the usual one a row came in, another failed."""
    by = cast.actor("hejing")
    begun = services.begin_import(name="12345.csv", pieces=[content.encode()], by=by, at=NOON)
    choice = services.choice_of(begun.choice)
    services.confirm_import(import_id=begun.pk, choice=choice, by=by, at=NOON)
    services.run_import(organisation_id=current_organisation_id(), import_id=begun.pk)
    begun.refresh_from_db()
    return begun


PASSPHRASE = "桥头 算盘 雨衣 七点 陌生"  # noqa: S105 - of the tests
"""The passphrase of every key in tests."""


def add_holder(cast: Cast, username: str, name: str, role: Role, unit: Unit | None = None) -> Actor:
    """A new member with a role of the protected lane; their actor."""
    by, where = cast.actor("admin"), unit or cast.top
    user = people.add_member(username=username, name=name, unit=where, by=by, at=NOON)
    people.give_role(user=user, role=role, unit=where, by=by, at=NOON)
    cast.people[username] = user
    return cast.actor(username)


def make_recipient(cast: Cast, username: str = "fangmin", name: str = "方敏", unit: Unit | None = None) -> Ring:
    """A recipient of protected voices with an unlocked key."""
    return unlocked(add_holder(cast, username, name, Role.RECIPIENT, unit), KeyKind.RECIPIENT)


def make_keeper(cast: Cast, username: str = "luoping", name: str = "罗平", unit: Unit | None = None) -> Ring:
    """A keeper with an unlocked key."""
    return unlocked(add_holder(cast, username, name, Role.KEEPER, unit), KeyKind.KEEPER)


def unlocked(holder: Actor, kind: KeyKind) -> Ring:
    """Make a key for somebody and unlock it."""
    services.make_key(kind=kind, passphrase=PASSPHRASE, by=holder, at=NOON)
    return services.unlock_key(kind=kind, passphrase=PASSPHRASE, by=holder)


def given_file(name: str, content: bytes) -> services.GivenFile:
    """A file as it comes from a form."""
    return services.GivenFile(name, content, uploads.make_safe(content, name=name))


def make_case(**told: Any) -> tuple[SealedCase, ReceiptCode]:
    """A case somebody sealed by the form, and its code. ``told`` are facts of ``Told``."""
    code = told.pop("code", None) or receipts.draw(secrets.SystemRandom())
    facts = {"words": "股长把修路的钱记在自己家装修上。"} | told
    by = outsider(current_organisation_id())
    return services.accept_case(told=services.Told(**facts), code=code, by=by, at=NOON).case, code
