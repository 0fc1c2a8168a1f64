from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "huixiang.listening"
    label = "listening"

    def ready(self) -> None:
        from huixiang.journal.words import register_facts, register_values, register_words  # noqa: PLC0415 - apps are ready only now
        from huixiang.listening import words  # noqa: PLC0415

        register_words(words.ACTIONS)
        register_facts(words.FACTS)
        register_values("lane", words.LANE_WORDS)
        register_values("channel", words.CHANNEL_WORDS)
