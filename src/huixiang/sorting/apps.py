from __future__ import annotations

from django.apps import AppConfig


class SortingConfig(AppConfig):
    name = "huixiang.sorting"
    label = "sorting"

    def ready(self) -> None:
        """Tell people/ that open problems keep a unit open."""
        from huixiang.people.closing import register_obstacle  # noqa: PLC0415 - models are ready only now
        from huixiang.sorting.queries import open_problem_sentences  # noqa: PLC0415

        register_obstacle(open_problem_sentences)
