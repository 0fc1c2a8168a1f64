"""The keys of people who receive protected voices or help to recover them: made, unlocked, ended when lost."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken, Refusal
from huixiang.listening import policies, queries
from huixiang.listening.models import RecipientKey, UpperBody
from huixiang.listening.queries import Ring, slow_turn
from huixiang.listening.services.wording import storable
from huixiang.listening.states import KeyKind
from huixiang.people.models import User
from huixiang.proofs import envelopes
from huixiang.proofs.envelopes import NotOpened

SHORTEST: Final = 14


class PassphraseTooShort(Refusal):
    """A passphrase needs more characters; nothing was written."""


class PassphraseUsed(Refusal):
    """It is the password of the sign-in, which this server sees at every sign-in; nothing was written."""


class WrongPassphrase(Refusal):
    """The passphrase does not open the key."""


@transaction.atomic
def make_key(*, kind: KeyKind, passphrase: str, by: Actor, at: dt.datetime) -> RecipientKey:
    """Make a key pair for a member; its private part is stored under the passphrase only. Takes about 0.5 s.

    :raises NotAllowed: the member has not the role. :raises Overtaken: there is a key in use already.
    :raises PassphraseTooShort, PassphraseUsed: nothing was written.
    """
    policies.may_hold_key(by, kind).require()
    user = User.objects.select_for_update(of=("self",)).get(pk=by.user_id or 0)
    if queries.key_in_use(user.pk, kind) is not None:
        raise Overtaken(_("You have a key already. Say that it is lost before you make another."))
    _check(passphrase, user)
    pair = envelopes.new_pair()
    key = RecipientKey(user=user, kind=kind.value, origin=settings.ORIGIN, public=pair.public, made_at=at)
    with slow_turn():
        key.wrapped = envelopes.wrap(pair.private, passphrase=passphrase, context=queries.key_context(key))
    key.save()
    journal.record("listening.key.made", about=f"user:{user.pk}", by=by, at=at, after={"kind": kind.value})
    return key


def _check(passphrase: str, user: User) -> None:
    if len(passphrase.strip()) < SHORTEST:
        raise PassphraseTooShort(
            _("Take at least %(n)s characters: four or five words that do not belong together.") % {"n": SHORTEST}
        )
    if user.check_password(passphrase):
        raise PassphraseUsed(_("This is your password for signing in, which the server sees. Take another one."))


def unlock_key(*, kind: KeyKind, passphrase: str, by: Actor) -> Ring:
    """Open the member's own key, for the length of a short session. Writes nothing; takes about 0.3 s.

    :raises NotFound: the member has no key. :raises WrongPassphrase: it does not open with this.
    """
    policies.may_hold_key(by, kind).require()
    key = queries.key_in_use(by.user_id, kind)
    if key is None:
        raise NotFound(kind.value)
    try:
        with slow_turn():
            private = envelopes.unwrap(bytes(key.wrapped), passphrase=passphrase, context=queries.key_context(key))
    except NotOpened as error:
        raise WrongPassphrase(_("This passphrase does not open your key. Small and capital letters count.")) from error
    return Ring(key.pk, private)


@transaction.atomic
def end_key(*, kind: KeyKind, by: Actor, at: dt.datetime) -> RecipientKey:
    """Say that the own key is lost or was seen by others: nothing is sealed for it any more. It is never opened again.

    :raises NotFound: there is none in use.
    """
    policies.may_hold_key(by, kind).require()
    key = RecipientKey.objects.select_for_update().filter(user=by.user_id, kind=kind, ended_at=None).first()
    if key is None:
        raise NotFound(kind.value)
    key.ended_at = at
    key.save(update_fields=["ended_at"])
    journal.record("listening.key.ended", about=f"user:{key.user_id}", by=by, at=at, after={"kind": kind.value})
    return key


@transaction.atomic
def set_upper_body(*, name: str, reach: str, by: Actor, at: dt.datetime) -> UpperBody:
    """Say whom a speaker may turn to instead of this organisation, and how.

    :raises NotAllowed: not an administrator. :raises NothingSaid, TooLong: nothing was written.
    """
    policies.may_set_upper_body(by).require()
    facts = {"name": storable(name, longest=120).strip(), "reach": storable(reach, longest=500).strip()}
    body = UpperBody.objects.first() or UpperBody()
    body.name, body.reach = facts["name"], facts["reach"]
    body.save()
    journal.record("listening.upper_body.set", about=f"upper_body:{body.pk}", by=by, at=at)
    return body
