"""Taking away a second step whose phone or passkey was lost, so that its owner can sign in and set up a new one."""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.people import policies, queries
from huixiang.people.models import User


class NoSecondStep(Refusal):
    """There is no second step to take away; nothing was written."""


@transaction.atomic
def reset_second_step(*, user_id: int, by: Actor, at: dt.datetime) -> User:
    """Remove codes, passkeys and recovery codes of a member and end their sign-ins. The password stays as it is.

    The journal says who did it and what there was, so that nobody's account is opened unseen.

    :raises NotAllowed: not an administrator, or one's own account; nothing was written.
    :raises NotFound: no such member.
    :raises NoSecondStep: the member has none; nothing was written.
    """
    policies.may_reset_second_step(by, user_id).require()
    user = queries.user_by_id(user_id, lock=True)
    found = Authenticator.objects.filter(user=user)
    kinds = sorted(found.values_list("type", flat=True))
    if not kinds:
        raise NoSecondStep(_("%(name)s signs in without a second step.") % {"name": user.name})
    found.delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    journal.record("people.member.second_step_reset", about=f"user:{user.pk}", by=by, at=at, before={"kinds": kinds})
    return user
