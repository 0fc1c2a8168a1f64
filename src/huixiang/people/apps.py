from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "huixiang.people"
    label = "people"

    def ready(self) -> None:
        from huixiang.journal.words import register_facts, register_references, register_subjects, register_words  # noqa: PLC0415 - models must be loaded first
        from huixiang.people import pages, words  # noqa: PLC0415 - as above

        register_words(words.WORDS)
        register_facts(words.FACTS)
        register_references({"unit": "unit", "parent": "unit"})
        register_subjects("unit", pages.unit_names)
        register_subjects("user", pages.user_names)
