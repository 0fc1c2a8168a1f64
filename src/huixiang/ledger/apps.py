from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "huixiang.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Give the journal the words of our acts, and the names of problems."""
        from huixiang.journal import words as journal  # noqa: PLC0415 - models are ready only now
        from huixiang.ledger import labels, pages, words  # noqa: PLC0415
        from huixiang.ledger.merging import work_left_behind  # noqa: PLC0415
        from huixiang.people.permissions import Permission  # noqa: PLC0415
        from huixiang.sorting.consequences import register_consequences  # noqa: PLC0415

        register_consequences(work_left_behind)
        self._stand_beside()
        self._tell_of_orders()
        journal.register_words(words.ACTS)
        journal.register_facts(words.FACTS)
        journal.register_references(words.REFERENCES)
        journal.register_values("state", labels.MEASURE_WORDS)
        journal.register_values("outcome", labels.OUTCOME_WORDS)
        journal.register_values("kind", labels.KIND_WORDS)
        journal.register_values("nature", labels.NATURE_WORDS)
        journal.register_values("urgency", labels.URGENCY_WORDS)
        journal.register_values("step", labels.STEP_WORDS)
        journal.register_values("clock", labels.CLOCK_WORDS)
        journal.register_unsaid(words.UNSAID)
        journal.register_subjects("problem", pages.problem_names, opens=Permission.READ_PROBLEMS)

    @staticmethod
    def _tell_of_orders() -> None:
        """Give the journal the words of orders, and the start page what waits of them."""
        from huixiang.journal import words as journal  # noqa: PLC0415 - models are ready only now
        from huixiang.ledger import labels, order_labels, words  # noqa: PLC0415
        from huixiang.ledger.pages import tasks  # noqa: PLC0415
        from huixiang.people.waiting import register_waiting  # noqa: PLC0415

        journal.register_values("order_state", order_labels.ORDER_STATES)
        journal.register_values("was", labels.NATURE_WORDS)
        journal.register_values("is_solved", words.YES_NO)
        journal.register_values("answer", order_labels.CONSULT_ANSWERS)
        register_waiting(tasks.waiting_orders)

    def _stand_beside(self) -> None:
        """Add suspensions, exclusions, objections, supervision orders and reminders to the pages around a problem."""
        from huixiang.journal import words as journal  # noqa: PLC0415 - models are ready only now
        from huixiang.ledger import additions, beside, labels, life, pages, steps_beside as beside_steps  # noqa: PLC0415
        from huixiang.people.permissions import Permission  # noqa: PLC0415
        from huixiang.people.waiting import register_waiting  # noqa: PLC0415

        for step in beside_steps.STEPS:
            additions.register_step(step)
        life.register_source(beside.side_details)
        register_waiting(pages.waiting_sides)
        journal.register_values("reminds", labels.LADDER_WORDS)
        journal.register_values("reason", labels.EXCLUSION_WORDS)
        journal.register_values("against", labels.AGAINST_WORDS)
        journal.register_subjects("supervision", pages.supervision_names, opens=Permission.READ_PROBLEMS)
