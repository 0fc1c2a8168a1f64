from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    name = "huixiang.transparency"
    label = "transparency"

    def ready(self) -> None:
        """Say which acts enter the log, and give the journal the words of our own."""
        from huixiang.journal import words as journal  # noqa: PLC0415 - models are ready only now
        from huixiang.journal.leaves import SealedLeaves, register_leaves, register_sealed  # noqa: PLC0415
        from huixiang.transparency import words  # noqa: PLC0415
        from huixiang.transparency.acts import ACTS  # noqa: PLC0415
        from huixiang.transparency.services.destroying import destroy_openings, still_open  # noqa: PLC0415

        register_leaves(ACTS)
        register_sealed(SealedLeaves(destroy_openings, still_open))
        journal.register_words(words.ACTS)
        journal.register_facts(words.FACTS)
