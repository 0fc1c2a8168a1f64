"""Draws call-backs at random and finds a caller for each. What was drawn can be drawn again by anybody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel import events
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.kernel.ruling import Ruling
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.ledger.models import CompletionClaim
from huixiang.people import queries as people
from huixiang.people.models import Organisation
from huixiang.proofs.draws import Quota, draw, draw_by_group, population_hash
from huixiang.verification import policies, queries
from huixiang.verification.events import CallBacksDrawn
from huixiang.verification.models import Asking, CallBack, CallBackDraw
from huixiang.verification.queries import Caller
from huixiang.verification.states import DrawBasis
from huixiang.web.dates import day_words

USUAL_QUOTA = Quota(per_hundred=10, least=1)
USUAL_VOICES = 3
"""How many people are rung about one claim at most."""


class NothingToDraw(Refusal):
    """No claim of the period can be asked about; nothing was written."""


class PeriodNotOver(Refusal):
    """Claims may still join the period; nothing was written."""


class DrawnBefore(Refusal):
    """Some of these days were drawn from already: nobody draws until they like the result. Nothing was written."""


class CannotRing(Refusal):
    """This person may not ring these speakers; nothing was written."""


@transaction.atomic
def draw_callbacks(  # noqa: PLR0913 - a draw that can be done again has this many facts
    *,
    basis: DrawBasis,
    first_day: dt.date,
    last_day: dt.date,
    seed: str,
    by: Actor,
    at: dt.datetime,
    quota: Quota = USUAL_QUOTA,
    voices: int = USUAL_VOICES,
) -> CallBackDraw:
    """Draw the quota of each unit from the claims of a period, and hand out a call for each speaker to be rung.

    Of one claim up to ``voices`` speakers are rung, drawn by the same seed. Speakers without a contact, or who did not
    agree to be reached, are asked on their receipt page as always. ``seed`` is random and drawn for this act alone; it
    stands in the journal with the hash of all claims, in the same transaction that first shows whom to ring.

    :raises NotAllowed: the policy says no. :raises PeriodNotOver: its last day is not over.
    :raises DrawnBefore: an earlier draw shares a day with it. :raises NothingToDraw: there is no claim.
    """
    policies.may_draw(by).require()
    organisation = Organisation.objects.select_for_update().get(pk=current_organisation_id())
    _require_new(basis, first_day, last_day, today=people.local_day(at))
    population = queries.population_of(basis, first_day, last_day, zone=organisation.zone)
    if not population:
        raise NothingToDraw(_("No unit said in these days that something is done. There is nobody to ring."))
    made = CallBackDraw.objects.create(
        basis=basis.value, first_day=first_day, last_day=last_day, per_hundred=quota.per_hundred, least=quota.least,
        voices=voices, seed=seed, population=population, size=len(population),
        population_hash=population_hash(population), drawn=draw_by_group(seed, population, quota),
        by_id=by.user_id, at=at,
    )  # fmt: skip
    calls = _hand_out(made)
    facts = {"draw": made.pk, "size": made.size, "drawn": len(made.drawn), "calls": len(calls),
             "seed": made.seed, "population_hash": made.population_hash}  # fmt: skip
    events.emit(CallBacksDrawn(tuple(call.asking.voice_id for call in calls)))
    journal.record("verification.callbacks.drawn", about=f"draw:{made.pk}", by=by, at=at, after=facts)
    return made


@transaction.atomic
def assign_call(*, call_id: int, user_id: int, by: Actor, at: dt.datetime) -> CallBack:
    """Give an open call to somebody who may ring: for calls the system found nobody for, and when somebody is away.

    :raises NotAllowed: only the office hands calls out. :raises CannotRing: a hand, the handling unit, or no caller.
    """
    policies.may_draw(by).require()
    call = queries.call_by_id(call_id, lock=True)
    claim = call.asking.claim
    caller = next((each for each in queries.callers() if each.user.pk == user_id), None)
    if caller is None:
        raise CannotRing(_("Ringing speakers is for clerks and the office."))
    ruling = may_be_caller(caller, claim, queries.handling_paths([claim])[claim.pk])
    if not ruling:
        raise CannotRing(ruling.reason)
    before = call.caller_id
    call.caller, call.skipped_at = caller.user, None
    call.save(update_fields=["caller", "skipped_at"])
    facts = {"call": call.pk, "caller": user_id}
    journal.record(
        "verification.callback.assigned", about=f"problem:{claim.problem_id}", by=by, at=at,
        before={"caller": before}, after=facts,
    )  # fmt: skip
    return call


def may_be_caller(caller: Caller, claim: CompletionClaim, handling: frozenset[str]) -> Ruling:
    """Test whether this person may ring the speakers of a claim that units with these paths handled."""
    could = queries.could_be_hand(caller, claim)
    return policies.may_ring(caller.user.pk, caller.unit_path, claim, handling, could_be_hand=could)


def _require_new(basis: DrawBasis, first_day: dt.date, last_day: dt.date, *, today: dt.date) -> None:
    if last_day < first_day:
        raise PeriodNotOver(_("The last day is before the first. Please swap them."))
    if last_day >= today:
        raise PeriodNotOver(_("Draw from days that are over: the last one must be before today."))
    earlier = queries.drawn_over(basis, first_day, last_day)
    if earlier is not None:
        words = _("These days were drawn from already: %(first)s to %(last)s. Nobody draws twice.")
        days = {"first": day_words(earlier.first_day, today=today), "last": day_words(earlier.last_day, today=today)}
        raise DrawnBefore(words % days)


def _hand_out(made: CallBackDraw) -> list[CallBack]:
    """A call for each speaker to be rung, given to the eligible caller with the fewest open ones."""
    askings = _chosen(made, queries.askings_to_call([int(claim_id) for claim_id in made.drawn]))
    handling = queries.handling_paths({asking.claim_id: asking.claim for asking in askings}.values())
    waiting: dict[int, int] = defaultdict(int, queries.open_counts())
    callers, calls = queries.callers(), []
    for asking in askings:
        found = _caller_for(asking, callers, handling[asking.claim_id], waiting)
        if found is not None:
            waiting[found.user.pk] += 1
        calls.append(CallBack(draw=made, asking=asking, caller=found.user if found else None))
    return CallBack.objects.bulk_create(calls, batch_size=500)


def _chosen(made: CallBackDraw, askings: Iterable[Asking]) -> list[Asking]:
    """Of each claim the speakers with the smallest tickets, up to the draw's number."""
    of_claim: dict[int, dict[str, Asking]] = defaultdict(dict)
    for asking in askings:
        of_claim[asking.claim_id][str(asking.voice_id)] = asking
    return [asked[voice_id] for asked in of_claim.values() for voice_id in draw(made.seed, asked, made.voices)]


def _caller_for(
    asking: Asking, callers: Sequence[Caller], handling: Iterable[str], waiting: dict[int, int]
) -> Caller | None:
    paths = frozenset(handling)
    able = [one for one in callers if may_be_caller(one, asking.claim, paths)]
    return min(able, key=lambda one: (waiting[one.user.pk], one.user.pk), default=None)
