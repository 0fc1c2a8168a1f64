"""Learning one taxonomy: a version is made, judged beside the one in use by decisions it never saw, and taken or not.

Call it outside any transaction; the learning itself holds none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_noop

from huixiang.digest.classes.classifying import classify
from huixiang.digest.classes.doubting import doubtful_labels
from huixiang.digest.classes.drifting import drift, profile
from huixiang.digest.classes.model import Model, Taxonomy as Learnt
from huixiang.digest.classes.storing import save
from huixiang.digest.classes.training import train
from huixiang.digest.errors import DigestError
from huixiang.digest.taxonomies import SEED
from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor, system
from huixiang.kernel.tenancy import acting_in
from huixiang.sorting.models import EngineRun, InboxItem, Label, LearntModel, Taxonomy
from huixiang.sorting.services.learning import take_over
from huixiang.sorting.services.learning.decisions import Decisions, decisions_of
from huixiang.sorting.services.running import begin_run, end_as_failed, end_run
from huixiang.sorting.services.running.current import current_model
from huixiang.sorting.services.running.files import kept_folder, model_folder
from huixiang.sorting.services.running.order import kinds_now, tops_of
from huixiang.sorting.services.running.whole import FAILED
from huixiang.sorting.states import ModelState, RunState

FEWEST_HELD: Final = 5  # decisions held back below which nobody can say which version is better
DOUBTS, NEWEST, WORDS = 50, 1_000, 8

Now = Callable[[], datetime]


@dataclass(slots=True)
class Lesson:
    """What a version is made of: the taxonomy, both sides of the decisions, what is in use, and what came of it."""

    taxonomy: Taxonomy
    learnt: Decisions
    held: Decisions
    before: Learnt | None
    tops: dict[int, int]
    newest: Sequence[str]
    facts: dict[str, Any] = field(default_factory=dict)
    accuracy: float | None = None
    accuracy_before: float | None = None
    reason: str = ""


def learn(*, organisation_id: int, run_id: int, now: Now) -> LearntModel | None:
    """Learn the taxonomy that a run was asked for; None for a run that ended already or could not begin.

    A version that is worse than the one in use, on the decisions held back, is kept but not taken, and says why. Cost:
    8,000 decisions and 7 labels take about 10 s, twice that with the looking for doubtful labels.
    """
    with acting_in(organisation_id):
        run = begin_run(run_id=run_id, at=now())
        lesson = _lesson(run.facts.get("taxonomy", 0), organisation_id, now()) if run else None
    if run is None or lesson is None:
        return None
    try:
        model = _taught(lesson, now())
    except Exception as error:
        end_as_failed(organisation_id, run_id, error, why=FAILED, at=now())
        raise  # the queue keeps it for the doctor
    with acting_in(organisation_id):
        row = _keep(lesson, model, _who(run, organisation_id), organisation_id, at=now())
        facts = {"voices": len(lesson.learnt.texts) + len(lesson.held.texts), "why": lesson.reason}
        end_run(run_id=run_id, state=RunState.DONE, at=now(), facts=facts)
    return row


def _lesson(taxonomy_id: int, organisation_id: int, at: datetime) -> Lesson | None:
    taxonomy = Taxonomy.objects.filter(pk=taxonomy_id).first()
    if taxonomy is None:
        return None
    learnt, held = decisions_of(taxonomy)
    kinds = [kind for kind in kinds_now() if kind.key == str(taxonomy.pk)]
    current = current_model(kinds, kept_folder(organisation_id) / "model", at=at)
    newest = InboxItem.objects.order_by("-number").values_list("voice__words", flat=True)[:NEWEST]
    tops = tops_of(list(Label.objects.filter(taxonomy=taxonomy)))
    return Lesson(taxonomy, learnt, held, current.taxonomies[0] if current else None, tops, list(newest))


def _taught(lesson: Lesson, at: datetime) -> Model | None:
    """Make the new version and judge it; None with a reason where there is too little to learn from."""
    if len(lesson.held.texts) < FEWEST_HELD:
        lesson.reason = gettext_noop(
            "There are too few decisions yet to say which version is better. Decide about more voices."
        )
        return None
    try:
        model = train(lesson.learnt.texts, lesson.learnt.cells(), taxonomy=str(lesson.taxonomy.pk), seed=SEED, at=at)
    except DigestError:
        lesson.reason = gettext_noop("There are too few labels that occur at least twice. Decide about more voices.")
        return None
    lesson.accuracy = accuracy(model.taxonomies[0], lesson.held, {})
    lesson.accuracy_before = accuracy(lesson.before, lesson.held, lesson.tops) if lesson.before else None
    lesson.facts = {
        "doubts": _doubts(lesson),
        "drift": _drift(lesson, model),
        "left_out": list(model.taxonomies[0].left_out),
    }
    if lesson.accuracy_before is not None and lesson.accuracy < lesson.accuracy_before:
        lesson.reason = gettext_noop(
            "On the decisions held back it is right less often than the version in use, which stays."
        )
    return model


def accuracy(learnt: Learnt, held: Decisions, tops: dict[int, int]) -> float:
    """The share of held-back voices whose likeliest label is one that people gave, or, by ``tops``, one above it."""
    found = classify(Model((learnt,), "", SEED), list(held.texts), surest=0.0)["label"].to_pylist()
    right = 0
    for said, labels in zip(found, held.labels, strict=True):
        good = {str(label) for label in labels} | {str(tops[label]) for label in labels if label in tops}
        right += said in good
    return right / max(1, len(found))


def _doubts(lesson: Lesson) -> list[dict[str, Any]]:
    """The decisions that a machine which did not see them would have made otherwise, the most doubtful first."""
    texts = [*lesson.learnt.texts, *lesson.held.texts]
    cells = [*lesson.learnt.cells(), *lesson.held.cells()]
    voices = [*lesson.learnt.voices, *lesson.held.voices]
    found = doubtful_labels(texts, cells, seed=SEED).slice(0, DOUBTS).to_pylist()
    return [
        {
            "voice": str(voices[one["row"]]), "label": int(one["label"]), "likelier": int(one["likelier"]),
            "sure": round(one["confidence"], 3),
        }
        for one in found
    ]  # fmt: skip


def _drift(lesson: Lesson, model: Model) -> dict[str, Any]:
    """How the newest voices differ from those learnt from."""
    learnt = model.taxonomies[0]
    now = profile(learnt, list(lesson.newest))
    changed = drift(profile(learnt, lesson.learnt.texts), now)
    moved = [[int(name), round(share, 3)] for name, share in changed.moved[:3]]
    words = [word for word, _count in now.new_words[:WORDS]]
    return {"shift": round(changed.shift, 3), "changed": changed.changed, "moved": moved, "new_words": words}


def _who(run: EngineRun, organisation_id: int) -> Actor:
    user = run.asked_by
    if user is None:
        return system(organisation_id)
    return Actor(organisation_id, "member", user_id=user.pk, name=user.name)


def _keep(lesson: Lesson, model: Model | None, by: Actor, organisation_id: int, *, at: datetime) -> LearntModel:
    last = LearntModel.objects.filter(taxonomy=lesson.taxonomy).order_by("-number").first()
    number = last.number + 1 if last else 1
    folder = model_folder(organisation_id, lesson.taxonomy.pk, number)
    if model is not None:
        save(model, folder)
    row = LearntModel.objects.create(
        taxonomy=lesson.taxonomy, number=number, state=ModelState.REFUSED, trained_at=at, trained_by_id=by.user_id,
        learnt_from=lesson.learnt.ids(), held_back=lesson.held.ids(), accuracy=lesson.accuracy,
        accuracy_before=lesson.accuracy_before, folder=str(folder) if model else "", reason=lesson.reason,
        facts=lesson.facts,
    )  # fmt: skip
    if model is not None and not lesson.reason:
        take_over(lesson.taxonomy, row)
    after = {"version": number, "taxonomy": lesson.taxonomy.pk, "count": len(row.learnt_from), "state": row.state}
    journal.record("sorting.model.learnt", about=f"taxonomy:{lesson.taxonomy.pk}", by=by, at=at, after=after)
    return row
