from __future__ import annotations

from django.apps import AppConfig


class SortingConfig(AppConfig):
    name = "huixiang.sorting"
    label = "sorting"

    def ready(self) -> None:
        """Tell people/ that open problems keep a unit open, and the journal how our acts read."""
        from huixiang.journal.words import register_facts, register_subjects, register_words  # noqa: PLC0415
        from huixiang.people.closing import register_obstacle  # noqa: PLC0415 - models are ready only now
        from huixiang.people.waiting import register_waiting  # noqa: PLC0415
        from huixiang.sorting import words  # noqa: PLC0415
        from huixiang.sorting.queries import open_problem_sentences  # noqa: PLC0415

        register_obstacle(open_problem_sentences)
        register_waiting(words.waiting_voices)
        register_words(words.ACTIONS)
        register_facts(words.FACTS)
        register_subjects("problem", words.problem_names)
