"""Nothing is lost, whatever clerks do: random acts, then the promises are looked at."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.listening.models import Voice
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services
from huixiang.sorting.models import Act, InboxItem, Part, Problem
from huixiang.sorting.testing import make_item

VOICES = 4
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["open", "join", "leave", "move", "split", "merge", "undo", "aside", "answer"]),
        st.sets(st.integers(0, VOICES - 1), min_size=1),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=9,
)


def pick(rows: list[int], place: int) -> int:
    return rows[place % len(rows)] if rows else 0


def do(what: str, ids: list[UUID], one: int, two: int, by: Actor) -> None:
    problems = list(Problem.every.order_by("pk").values_list("pk", flat=True))
    first, second = pick(problems, one), pick(problems, two)
    acts = list(Act.objects.order_by("-pk").values_list("pk", flat=True))
    named: dict[str, Any] = {"title": "问题", "statement": "说明", "voice_ids": ids}
    who: dict[str, Any] = {"by": by, "at": NOON}
    if what == "open":
        services.open_problem(**named, **who)
    elif what == "join":
        services.join_voices(problem_id=first, voice_ids=ids, **who)
    elif what == "leave":
        services.leave(problem_id=first, voice_ids=ids, **who)
    elif what == "move":
        services.move_voices(problem_id=first, into_id=second, voice_ids=ids, **who)
    elif what == "split":
        services.split_voices(problem_id=first, **named, **who)
    else:
        do_the_rest(what, ids, first, second, pick(acts, one), who)


def do_the_rest(what: str, ids: list[UUID], first: int, second: int, act_id: int, who: dict[str, Any]) -> None:
    if what == "merge":
        services.merge_problems(problem_id=first, into_id=second, **who)
    elif what == "undo":
        services.undo(act_id=act_id, **who)
    elif what == "aside":
        services.set_aside_voices(voice_ids=ids, reason="请找供电所。", **who)
    else:
        services.answer_voices(voice_ids=ids, words="在办。", **who)


def try_to(what: str, ids: list[UUID], one: int, two: int, by: Actor) -> None:
    try:
        with transaction.atomic():
            do(what, ids, one, two, by)
    except Exception as error:
        if not isinstance(error, Refusal) and type(error).__name__ != "NotFound":
            raise


def promises_hold(voices: list[Voice], history: dict[int, tuple[int, UUID]]) -> dict[int, tuple[int, UUID]]:
    links = {part.pk: (part.problem_id, part.voice_id) for part in Part.objects.all()}
    assert history.items() <= links.items(), "a link of the past is gone"
    for problem in Problem.every.all():
        assert problem.voices_count == Part.objects.filter(problem=problem, left_at=None).count()
    assert InboxItem.objects.count() == len(voices), "a voice is gone"
    for item in InboxItem.objects.all():
        feeds = Part.objects.filter(voice=item.pk, left_at=None)
        assert (item.state == "joined") == feeds.exists(), "a voice is neither at work nor in the inbox"
        assert not feeds.filter(problem__state="merged").exists()
        assert not feeds.exclude(problem__withdrawn_at=None).exists()
    return links


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_no_voice_is_lost_by_any_sequence_of_acts(cast: Cast, acts: list[tuple[str, set[int], int, int]]) -> None:
    by = cast.actor("hejing")
    with transaction.atomic():
        voices = [make_item(f"第{number}条").voice for number in range(VOICES)]
        history: dict[int, tuple[int, UUID]] = {}
        for what, chosen, one, two in acts:
            try_to(what, [voices[number].pk for number in chosen], one, two, by)
            history = promises_hold(voices, history)
        transaction.set_rollback(True)
