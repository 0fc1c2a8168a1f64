from __future__ import annotations

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "huixiang.verification"
    label = "verification"

    def ready(self) -> None:
        """Add the speakers' answers to the page of a problem, our words to the journal, our queue to the start page."""
        from huixiang.journal import words as journal  # noqa: PLC0415 - models are ready only now
        from huixiang.ledger import additions, life as ledger_life  # noqa: PLC0415
        from huixiang.people.waiting import register_waiting  # noqa: PLC0415
        from huixiang.verification import finding_labels, finding_life, life, pages, words  # noqa: PLC0415

        self._read_what_stands_beside()
        self._add_sample_audits()
        journal.register_words(words.ACTS)
        journal.register_facts(words.FACTS)
        journal.register_values("solved", words.SOLVED_WORDS)
        journal.register_values("result", pages.TRY_WORDS)
        journal.register_unsaid(words.UNSAID)
        ledger_life.register_source(life.verdict_details, tones=words.TONES)
        additions.register_standing(life.standing_numbers)
        additions.register_step(life.approval_step)
        register_waiting(pages.waiting_hands)
        register_waiting(pages.waiting_calls)
        register_waiting(pages.waiting_findings)
        ledger_life.register_source(finding_life.finding_details, tones=finding_life.TONES)
        additions.register_step(finding_life.findings_step)
        journal.register_words(finding_life.ACTS)
        journal.register_facts(finding_life.FACTS)
        journal.register_values("rule", finding_labels.TITLES)
        journal.register_values("state_of_finding", finding_labels.STATES)

    @staticmethod
    def _add_sample_audits() -> None:
        """Keep the photos of checks, and tell a party on the start page what it owes."""
        from huixiang.journal import words as journal  # noqa: PLC0415 - as above
        from huixiang.ledger.files import register_table  # noqa: PLC0415
        from huixiang.people.waiting import register_waiting  # noqa: PLC0415
        from huixiang.verification import pages, words  # noqa: PLC0415
        from huixiang.verification.models import AuditPhoto  # noqa: PLC0415

        journal.register_values("genuine", words.SOLVED_WORDS)
        register_table(AuditPhoto)
        register_waiting(pages.waiting_parties)
        register_waiting(pages.waiting_undecided)

    @staticmethod
    def _read_what_stands_beside() -> None:
        """Let metrics and the rules of formalism count suspensions and exclusions."""
        from huixiang.verification.queries import beside  # noqa: PLC0415 - as above
        from huixiang.verification.queries.metrics import register_side  # noqa: PLC0415
        from huixiang.verification.queries.unit_facts import register_counts, register_samples  # noqa: PLC0415

        register_side("suspended", beside.suspended_orders)
        register_side("excluded", beside.excluded_orders)
        register_counts(beside.suspended_by_unit)
        register_counts(beside.excluded_by_unit)
        register_samples(beside.called_back)
