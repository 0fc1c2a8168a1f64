"""What follows what: the one table from an event to what it causes, in the same transaction.

Asking the speakers is part of the claim itself, not a job: there is no moment in which a claim exists and
nobody is asked. So is filing the voices of an import, and an order that goes where its problem went. Everything else
queues a job.
"""

from __future__ import annotations

from huixiang.kernel.events import subscribe
from huixiang.ledger import jobs as ledger, services as orders
from huixiang.ledger.events import CompletionClaimed, PeopleReminded
from huixiang.listening import jobs as listening
from huixiang.listening.events import (
    ImportBegun,
    ImportConfirmed,
    ImportLeaving,
    ImportReturning,
    ImportTaken,
    MessageWritten,
    VoicesTakenIn,
)
from huixiang.publishing import jobs as publishing
from huixiang.publishing.events import PaperOrdered
from huixiang.sorting import jobs as sorting, services as desk
from huixiang.sorting.events import PartsJoined, ProblemMoved, VoiceAnswered
from huixiang.verification import jobs as looking, services as verification
from huixiang.verification.events import CallBacksDrawn, ProblemClosed, ProblemReopened


def connect() -> None:
    """Subscribe every consequence. Called once at start; twice changes nothing."""
    subscribe(ProblemMoved, orders.follow_problem)
    subscribe(CompletionClaimed, verification.ask_about)
    subscribe(PartsJoined, orders.keep_from_helpers)
    subscribe(PartsJoined, verification.ask_those_who_joined)
    subscribe(PeopleReminded, ledger.on_reminded)
    subscribe(ProblemClosed, ledger.on_closed)
    subscribe(MessageWritten, publishing.on_message)
    subscribe(VoiceAnswered, publishing.on_answer)
    subscribe(PartsJoined, publishing.on_joined)
    subscribe(CompletionClaimed, publishing.on_problem)
    subscribe(ProblemReopened, publishing.on_problem)
    subscribe(ProblemClosed, publishing.on_problem)
    subscribe(CallBacksDrawn, publishing.on_drawn)
    subscribe(ImportBegun, listening.on_import_begun)
    subscribe(ImportConfirmed, listening.on_import_confirmed)
    subscribe(ImportLeaving, sorting.on_import_leaving)
    subscribe(ImportReturning, sorting.on_import_returning)
    subscribe(ImportTaken, sorting.on_import_taken)
    subscribe(VoicesTakenIn, desk.file_at_once)
    subscribe(PaperOrdered, publishing.on_paper)
    subscribe(CompletionClaimed, looking.on_problem)
    subscribe(ProblemReopened, looking.on_problem)
    subscribe(ProblemClosed, looking.on_problem)
