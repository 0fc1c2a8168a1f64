from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "huixiang.listening"
    label = "listening"

    def ready(self) -> None:
        from huixiang.journal import words as journal  # noqa: PLC0415 - models are ready only now
        from huixiang.listening import erasure_words, pages, queries, words  # noqa: PLC0415
        from huixiang.people.waiting import register_waiting  # noqa: PLC0415

        journal.register_words(words.ACTIONS | erasure_words.ACTIONS)
        journal.register_facts(words.FACTS | erasure_words.FACTS)
        journal.register_values("lane", words.LANE_WORDS)
        journal.register_values("channel", words.CHANNEL_WORDS)
        journal.register_values("side", words.SIDE_WORDS)
        journal.register_values("kind", words.KIND_WORDS)
        journal.register_values("kind", words.KEY_KIND_WORDS)
        journal.register_values("ground", words.GROUND_WORDS)
        journal.register_values("law", erasure_words.ERASURE_GROUNDS)
        journal.register_values("scope", erasure_words.SCOPE_WORDS)
        journal.register_subjects("retention", erasure_words.retention_names, read_id=str)
        journal.register_subjects("case", queries.case_names, read_id=str)
        journal.register_unsaid(words.UNSAID)
        journal.register_subjects("import", queries.import_names, read_id=str)
        journal.register_subjects("place", queries.place_names)
        journal.register_references({"place": "place", "recipient": "user", "asked_by": "user", "decided_by": "user"})
        register_waiting(pages.waiting_protected)
