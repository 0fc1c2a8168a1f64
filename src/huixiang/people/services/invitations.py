"""Links with which a person sets a password: valid for 7 days, once. The database knows only their digest."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.people import policies, queries
from huixiang.people.models import Invitation, User

VALID = dt.timedelta(days=7)


class InvitationOver(Refusal):
    """The link is not, or no longer, good; nothing was written."""


@transaction.atomic
def invite(*, user: User, by: Actor, at: dt.datetime, draw: Callable[[int], str] = secrets.token_urlsafe) -> str:
    """Make the secret of a link with which the person sets a password. Links made before stop working.

    The secret is returned once and kept nowhere; the password of before works until a new one is set.

    :raises NotAllowed: not an administrator; nothing was written.
    :raises InvitationOver: the account is closed; nothing was written.
    """
    policies.may_manage_people(by).require()
    if not user.is_active:
        raise InvitationOver(_("This account is closed. Open it again first."))
    Invitation.objects.filter(user=user, used_at=None, expires_at__gt=at).update(expires_at=at)
    secret = draw(32)
    expires_at = at + VALID
    Invitation.objects.create(user=user, digest=digest_of(secret), expires_at=expires_at, made_by_id=by.user_id)
    facts = {"until": expires_at.date().isoformat()}
    journal.record("people.member.invited", about=f"user:{user.pk}", by=by, at=at, after=facts)
    return secret


@transaction.atomic
def accept_invitation(*, secret: str, password: str, at: dt.datetime) -> User:
    """Set the password of the invited person and use the link up. All their sessions end.

    The password is checked by the form, which knows whose it is.

    :raises InvitationOver: the link is wrong, used, too old, or the account closed; nothing was written.
    """
    invitation = queries.open_invitation(digest_of(secret), at=at, lock=True)
    if invitation is None:
        raise InvitationOver(_("This link is used or too old. Ask the person who sent it for a new one."))
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    user = invitation.user
    user.set_password(password)
    user.save(update_fields=["password"])
    by = queries.actor_for(user, current_organisation_id())
    journal.record("people.member.set_password", about=f"user:{user.pk}", by=by, at=at)
    return user


def digest_of(secret: str) -> bytes:
    """The SHA-256 of a link's secret: it has 256 bits of chance, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).digest()
