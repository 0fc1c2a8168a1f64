from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    name = "huixiang.transparency"
    label = "transparency"

    def ready(self) -> None:
        """Say which acts enter the log."""
        from huixiang.journal.leaves import register_leaves  # noqa: PLC0415 - models are ready only now
        from huixiang.transparency.acts import ACTS  # noqa: PLC0415

        register_leaves(ACTS)
