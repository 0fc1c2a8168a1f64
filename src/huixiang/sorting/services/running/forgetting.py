"""The engine's own files forget erased voices: the kept index, and models that learnt from them."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from huixiang.digest.repeats.index import RepeatIndex
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Voice
from huixiang.people.queries import local_day
from huixiang.sorting.models import LabelGiven, LearntModel
from huixiang.sorting.services.forgetting import forget_suggestions
from huixiang.sorting.services.running.files import kept_folder, model_folder, repeats_folder
from huixiang.sorting.states import ModelState


def forget_in_files(voice_ids: Collection[UUID]) -> int:
    """Take the words of these voices out of the engine's files; gives how many models were dropped.

    Rewrites the parts of the kept index that hold one of them: about 1 s for 100,000 voices. The ground keeps numbers
    of pairs of characters over thousands of voices, and stays. A dropped model is learnt anew from the decisions left.
    """
    organisation_id = current_organisation_id()
    repeats = repeats_folder(organisation_id)
    if repeats.exists():
        RepeatIndex.open(repeats).forget([str(one) for one in voice_ids])
    given = set(LabelGiven.objects.filter(voice__in=voice_ids).values_list("pk", flat=True))
    learnt = [one for one in LearntModel.objects.all() if given & {*one.learnt_from}]
    for model in learnt:
        shutil.rmtree(model_folder(organisation_id, model.taxonomy_id, model.number), ignore_errors=True)
    LearntModel.objects.filter(pk__in=[one.pk for one in learnt]).update(state=ModelState.RETIRED)
    if given:
        # What the last whole run began knows words of labelled voices too; the next run begins it anew.
        shutil.rmtree(kept_folder(organisation_id) / "model", ignore_errors=True)
    return len(learnt)


def forget_erased(*, since: datetime) -> int:
    """The same, and in suggestions, for every voice erased lately: a run that began before may have brought it back."""
    erased = Voice.objects.filter(erased_on__gte=local_day(since)).values_list("pk", flat=True)
    voice_ids = list(erased)
    if voice_ids:
        forget_suggestions(voice_ids, since)
        forget_in_files(voice_ids)
    return len(voice_ids)
