from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "huixiang.config"
    label = "wiring"

    def ready(self) -> None:
        from huixiang.config import wiring  # noqa: PLC0415 - models must be loaded first

        wiring.connect()
