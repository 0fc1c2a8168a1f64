from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "huixiang.people"
    label = "people"

    def ready(self) -> None:
        from huixiang.journal import words as journal  # noqa: PLC0415 - models must be loaded first
        from huixiang.people import pages, words  # noqa: PLC0415 - as above
        from huixiang.people.permissions import Permission  # noqa: PLC0415 - as above

        journal.register_words(words.WORDS)
        journal.register_facts(words.FACTS)
        journal.register_references({"unit": "unit", "parent": "unit"})
        journal.register_values("role", words.ROLE_WORDS)
        journal.register_values("working", words.WORKING_WORDS)
        journal.register_subjects("unit", pages.unit_names, opens=Permission.MANAGE_PEOPLE)
        journal.register_subjects("user", pages.user_names, opens=Permission.MANAGE_PEOPLE)
