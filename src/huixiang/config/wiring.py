"""What follows what: the one table from an event to what it causes, in the same transaction; who keeps what of voices.

Asking the speakers is part of the claim itself, not a job: there is no moment in which a claim exists and
nobody is asked. So is filing the voices of an import, and an order that goes where its problem went. Everything else
queues a job.
"""

from __future__ import annotations

from huixiang.kernel.events import subscribe
from huixiang.ledger import jobs as ledger, services as orders
from huixiang.ledger.events import CompletionClaimed, PeopleReminded
from huixiang.ledger.queries import kept as orders_keep
from huixiang.ledger.services import forgetting as orders_forget
from huixiang.listening import jobs as listening, keepers
from huixiang.listening.events import (
    CaseSealed,
    ImportBegun,
    ImportConfirmed,
    ImportLeaving,
    ImportReturning,
    ImportTaken,
    MessageWritten,
    VoicesErased,
    VoicesTakenIn,
)
from huixiang.publishing import jobs as publishing
from huixiang.publishing.events import PaperOrdered
from huixiang.publishing.queries.kept import kept_of as mails_of, nothing_held
from huixiang.publishing.services import forgetting as papers_forget
from huixiang.sorting import jobs as sorting, services as desk
from huixiang.sorting.events import PartsJoined, ProblemMoved, VoiceAnswered
from huixiang.sorting.queries import kept as desk_keeps
from huixiang.sorting.services import forgetting as desk_forgets
from huixiang.verification import jobs as looking, services as verification
from huixiang.verification.events import CallBacksDrawn, ProblemClosed, ProblemReopened, SampleDrawn
from huixiang.verification.queries import kept as answers_keep
from huixiang.verification.services import forgetting as answers_forget


def connect() -> None:
    """Subscribe every consequence. Called once at start; twice changes nothing."""
    subscribe(ProblemMoved, orders.follow_problem)
    subscribe(CompletionClaimed, verification.ask_about, publishing.on_problem, looking.on_problem)
    subscribe(ProblemReopened, publishing.on_problem, looking.on_problem)
    subscribe(ProblemClosed, ledger.on_closed, publishing.on_problem, looking.on_problem)
    subscribe(PartsJoined, orders.keep_from_helpers, verification.ask_those_who_joined, publishing.on_joined)
    subscribe(PeopleReminded, ledger.on_reminded)
    subscribe(MessageWritten, publishing.on_message)
    subscribe(VoiceAnswered, publishing.on_answer)
    subscribe(CallBacksDrawn, publishing.on_drawn)
    subscribe(SampleDrawn, publishing.on_drawn)
    subscribe(CaseSealed, listening.on_case_sealed)
    subscribe(ImportBegun, listening.on_import_begun)
    subscribe(ImportConfirmed, listening.on_import_confirmed)
    subscribe(ImportLeaving, sorting.on_import_leaving)
    subscribe(ImportReturning, sorting.on_import_returning)
    subscribe(ImportTaken, sorting.on_import_taken)
    subscribe(VoicesTakenIn, desk.file_at_once)
    subscribe(PaperOrdered, publishing.on_paper)
    _keep()


def _keep() -> None:
    """Say who keeps something of voices, and erases it with them. The desk goes first: it compares words."""
    keep, keeper = keepers.register_keeper, keepers.Keeper
    keep(keeper("sorting", desk_forgets.forget_voices, desk_keeps.kept_of, desk_keeps.held_voices))
    keep(keeper("ledger", orders_forget.forget_voices, orders_keep.kept_of, orders_keep.nothing_held))
    keep(keeper("verification", answers_forget.forget_voices, answers_keep.kept_of, answers_keep.held_voices))
    keep(keeper("publishing", papers_forget.forget_voices, mails_of, nothing_held))
    keepers.register_settled(desk_keeps.settled_until)
    subscribe(VoicesErased, sorting.on_voices_erased)
