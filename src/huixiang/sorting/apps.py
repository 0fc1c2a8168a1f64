from __future__ import annotations

from uuid import UUID

from django.apps import AppConfig


class SortingConfig(AppConfig):
    name = "huixiang.sorting"
    label = "sorting"

    def ready(self) -> None:
        """Tell people/ that open problems keep a unit open, and the journal how our acts read."""
        from huixiang.journal import words as journal  # noqa: PLC0415 - models are ready only now
        from huixiang.people.closing import register_obstacle  # noqa: PLC0415 - models are ready only now
        from huixiang.people.permissions import Permission  # noqa: PLC0415
        from huixiang.people.waiting import register_waiting  # noqa: PLC0415
        from huixiang.sorting import words  # noqa: PLC0415
        from huixiang.sorting.labels import INBOX_STATES, PROBLEM_STATES  # noqa: PLC0415
        from huixiang.sorting.queries import open_problem_sentences  # noqa: PLC0415

        register_obstacle(open_problem_sentences)
        register_waiting(words.waiting_voices)
        journal.register_words(words.ACTIONS)
        journal.register_facts(words.FACTS)
        journal.register_values("state", {state: label for state, (label, _tone) in INBOX_STATES.items()})
        journal.register_values("state", PROBLEM_STATES)
        journal.register_values("kind", words.ACT_KINDS)
        journal.register_unsaid(words.UNSAID)
        journal.register_subjects("taxonomy", words.taxonomy_names, opens=Permission.READ_VOICES)
        journal.register_subjects("label", words.label_names, opens=Permission.READ_VOICES)
        journal.register_subjects("voice", words.voice_names, opens=Permission.READ_VOICES, read_id=UUID)
