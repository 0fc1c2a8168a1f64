from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "huixiang.listening"
    label = "listening"

    def ready(self) -> None:
        # Periodic jobs must be known to the worker before it starts.
        from huixiang.listening import jobs  # noqa: F401, PLC0415 - models are ready only now
