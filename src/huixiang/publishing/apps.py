from __future__ import annotations

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "huixiang.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Give the journal the words of our acts."""
        from huixiang.journal.words import (  # noqa: PLC0415 - apps are ready only now
            register_facts,
            register_unsaid,
            register_values,
            register_words,
        )
        from huixiang.publishing import words  # noqa: PLC0415
        from huixiang.publishing.labels import PAPERS  # noqa: PLC0415

        register_words(words.ACTS)
        register_facts(words.FACTS)
        register_unsaid(words.UNSAID)
        register_values("paper", PAPERS)
