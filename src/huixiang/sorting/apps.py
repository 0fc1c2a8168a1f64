from __future__ import annotations

from django.apps import AppConfig


class SortingConfig(AppConfig):
    name = "huixiang.sorting"
    label = "sorting"

    def ready(self) -> None:
        """Tell people/ that open problems keep a unit open, and the journal how our acts read."""
        from huixiang.journal.words import (  # noqa: PLC0415 - models are ready only now
            register_facts,
            register_values,
            register_words,
        )
        from huixiang.people.closing import register_obstacle  # noqa: PLC0415 - models are ready only now
        from huixiang.people.waiting import register_waiting  # noqa: PLC0415
        from huixiang.sorting import words  # noqa: PLC0415
        from huixiang.sorting.labels import INBOX_STATES, PROBLEM_STATES  # noqa: PLC0415
        from huixiang.sorting.queries import open_problem_sentences  # noqa: PLC0415

        register_obstacle(open_problem_sentences)
        register_waiting(words.waiting_voices)
        register_words(words.ACTIONS)
        register_facts(words.FACTS)
        register_values("state", {state: label for state, (label, _tone) in INBOX_STATES.items()})
        register_values("state", PROBLEM_STATES)
