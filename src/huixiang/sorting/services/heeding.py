"""A hot issue becomes a problem, or joins one, in one act that is undone as a whole."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.listening.models import Place
from huixiang.sorting import policies
from huixiang.sorting.models import Act, InboxItem, Matter
from huixiang.sorting.services.items import NothingChosen, Versions
from huixiang.sorting.services.joining import join_voices
from huixiang.sorting.services.problems import open_problem


class HeededAlready(Refusal):
    """Somebody made a problem of this matter before; nothing was written."""


@transaction.atomic
def make_problem_of_matter(  # noqa: PLR0913 - a problem has this many facts
    *,
    matter_id: int,
    title: str,
    statement: str,
    voice_ids: Collection[UUID],
    by: Actor,
    at: datetime,
    place: Place | None = None,
    versions: Versions | None = None,
) -> Act:
    """Make a problem of a matter, fed by those of its voices that were chosen; undoing the act frees the matter again.

    :raises NotFound: there is no such matter.
    :raises NotAllowed: the policy says no, or a voice is set aside; nothing was written.
    :raises HeededAlready: it is a problem already; nothing was written.
    :raises NothingChosen, NotFilledIn, Overtaken: as making a problem; nothing was written.
    """  # fmt: skip
    matter = _lock(matter_id, by)
    if matter.problem_id is not None and matter.problem is not None:
        raise HeededAlready(
            _("This is problem %(number)s already. Join further voices to it instead.")
            % {"number": matter.problem.number}
        )
    if not voice_ids:
        raise NothingChosen(_("Choose at least one voice first."))
    problem = open_problem(
        title=title, statement=statement, voice_ids=voice_ids, place=place, by=by, at=at, versions=versions
    )
    act = InboxItem.objects.select_related("last_act").get(pk=next(iter(voice_ids))).last_act
    assert act is not None  # noqa: S101 - making the problem wrote it
    return _heed(matter, act, problem_id=problem.pk, by=by, at=at)


@transaction.atomic
def join_matter(
    *,
    matter_id: int,
    problem_id: int,
    voice_ids: Collection[UUID],
    by: Actor,
    at: datetime,
    versions: Versions | None = None,
) -> Act:
    """Let the chosen voices of a matter feed a problem that stands; the matter then counts as this problem.

    :raises NotFound: there is no such matter or problem.
    :raises NotAllowed, AlreadyThere, NothingChosen, Overtaken: as joining voices; nothing was written.
    """
    matter = _lock(matter_id, by)
    act = join_voices(problem_id=problem_id, voice_ids=voice_ids, by=by, at=at, versions=versions)
    return _heed(matter, act, problem_id=problem_id, by=by, at=at)


def _lock(matter_id: int, by: Actor) -> Matter:
    policies.may_sort(by).require()
    matter = Matter.objects.select_for_update(of=("self",)).filter(pk=matter_id).first()
    if matter is None:
        raise NotFound
    return matter


def _heed(matter: Matter, act: Act, *, problem_id: int, by: Actor, at: datetime) -> Act:
    act.facts = {**act.facts, "matter": matter.pk, "matter_was": matter.problem_id}
    act.save(update_fields=["facts"])
    matter.problem_id = problem_id
    matter.save(update_fields=["problem"])
    after = {"matter": matter.pk, "act": act.pk}
    journal.record("sorting.matter.heeded", about=f"problem:{problem_id}", by=by, at=at, after=after)
    return act
