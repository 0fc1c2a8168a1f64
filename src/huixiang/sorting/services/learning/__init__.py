"""Learning from what people decided: asked for, and an earlier version taken again. How it is done: ``run``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.sorting import policies
from huixiang.sorting.models import EngineRun, LearntModel, Taxonomy
from huixiang.sorting.services.running import RunUnderWay, bury_the_dead
from huixiang.sorting.states import ModelState, RunKind, RunState

_LEARNING = 20_260_304  # our own key space among PostgreSQL's advisory locks


class VersionLost(Refusal):
    """The files of a version are gone, or it was not good enough; nothing was written."""


@transaction.atomic
def ask_to_learn(*, taxonomy_id: int, by: Actor, at: datetime) -> EngineRun:
    """Put learning a taxonomy in line; the job that does it is queued by the caller.

    :raises NotAllowed: the policy says no; nothing was written.
    :raises NotFound: there is no such taxonomy here.
    :raises RunUnderWay: it is being learnt already; nothing was written.
    """
    policies.may_teach(by).require()
    taxonomy = _taxonomy(taxonomy_id)
    bury_the_dead(at=at)
    under_way = EngineRun.objects.filter(kind=RunKind.LEARNING, state__in=[RunState.WAITING, RunState.RUNNING])
    if under_way.filter(facts__taxonomy=taxonomy.pk).exists():
        raise RunUnderWay(_("The engine is learning “%(name)s” already.") % {"name": taxonomy.name})
    facts = {"taxonomy": taxonomy.pk}
    run = EngineRun.objects.create(kind=RunKind.LEARNING, asked_at=at, asked_by_id=by.user_id, facts=facts)
    after = {"run": run.pk, "kind": RunKind.LEARNING.value, **facts}
    journal.record("sorting.run.asked", about=f"taxonomy:{taxonomy.pk}", by=by, at=at, after=after)
    return run


def _taxonomy(taxonomy_id: int) -> Taxonomy:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LEARNING, current_organisation_id()])
    found = Taxonomy.objects.filter(pk=taxonomy_id).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def choose_version(*, taxonomy_id: int, number: int, by: Actor, at: datetime) -> LearntModel | None:
    """Let an earlier version suggest again; number 0 takes none: the taxonomy begins anew from its words.

    :raises NotAllowed: the policy says no; nothing was written.
    :raises NotFound: there is no such taxonomy or version.
    :raises VersionLost: it was never taken, or its files are gone; nothing was written.
    """
    policies.may_teach(by).require()
    taxonomy = _taxonomy(taxonomy_id)
    chosen = LearntModel.objects.filter(taxonomy=taxonomy, number=number).first()
    if number and chosen is None:
        raise NotFound
    if chosen is not None:
        _refuse_unfit(chosen)
    take_over(taxonomy, chosen)
    after = {"version": number, "taxonomy": taxonomy.pk}
    journal.record("sorting.model.chosen", about=f"taxonomy:{taxonomy.pk}", by=by, at=at, after=after)
    return chosen


def _refuse_unfit(model: LearntModel) -> None:
    if model.state == ModelState.REFUSED:
        raise VersionLost(
            _("Version %(number)s was worse than the one before it and was never used.") % {"number": model.number}
        )
    if not (Path(model.folder) / "model.json").exists():
        raise VersionLost(
            _("The files of version %(number)s are gone. Let the engine learn anew.") % {"number": model.number}
        )


def take_over(taxonomy: Taxonomy, model: LearntModel | None) -> None:
    """Let this version be the one in use, or none; the one before is kept."""
    LearntModel.objects.filter(taxonomy=taxonomy, state=ModelState.CURRENT).update(state=ModelState.RETIRED)
    if model is not None:
        LearntModel.objects.filter(pk=model.pk).update(state=ModelState.CURRENT)
        model.state = ModelState.CURRENT
