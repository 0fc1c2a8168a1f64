"""The parts of the desk and who finds which of them on the rail. Parts not built yet are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.people.permissions import Permission as P  # noqa: N817 - a table of many
from huixiang.people.roles import Role
from huixiang.web.parts import Link, Me, RailItem

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

ANY_MEMBER: tuple[P, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the desk: one of the permissions opens it, or membership alone."""

    label: Words
    about: Words
    url_name: str
    permissions: tuple[P, ...]


PARTS: tuple[Part, ...] = (
    Part(_("Start"), "", "people:home", ANY_MEMBER),
    Part(
        _("Inbox"), _("Voices that nobody has looked at yet, and all before them."), "sorting:inbox", (P.READ_VOICES,)
    ),
    Part(
        _("Hot issues"), _("What several people say about the same thing at the same place."), "sorting:hot",
        (P.READ_VOICES,),
    ),
    Part(
        _("Write down a voice"), _("For somebody who speaks to you in person, by phone or by letter."),
        "listening:register", (P.REGISTER_VOICE,),
    ),
    Part(
        _("Bring in files"), _("A hotline export, a list of opinions, photographed forms: many voices at once."),
        "listening:imports", (P.SORT_VOICES,),
    ),
    Part(
        _("Protected voices"), _("Sealed for you by those who spoke; your own key opens them."), "listening:protected",
        (P.RECEIVE_PROTECTED,),
    ),
    Part(
        _("Recover protected voices"), _("For a recipient who lost a key: you and a second keeper."),
        "listening:recovery", (P.RECOVER_PROTECTED,),
    ),
    Part(
        _("Problem list"), _("What must be put right, by whom and until when."), "ledger:problems", (P.READ_PROBLEMS,)
    ),
    Part(
        _("My tasks"), _("What lies with your unit: to sign for, due, late, to do again."), "ledger_orders:tasks",
        (P.WORK_ON_PROBLEM,),
    ),
    Part(
        _("Orders"), _("Every hand-over to a unit: signed for, given back, late, done again."), "ledger_orders:orders",
        (P.READ_PROBLEMS,),
    ),
    Part(
        _("My unit"), _("What your unit has to put right: due, overdue, opened again, waiting for your signature."),
        "supervision:overview", (P.SIGN_CLOSURE,),
    ),
    Part(
        _("Supervision"), _("What is late, suspended or not counted, and the orders that press units."),
        "supervision:desk", (P.SUPERVISE, P.ASSIGN_PROBLEM),
    ),
    Part(
        _("Plans and registers"), _("Plans, rules, pledges and projects that answer the problems."), "plans:plans",
        (P.READ_PROBLEMS,),
    ),
    Part(
        _("Closing"), _("Problems said to be solved: what the speakers say, and what is left to decide."),
        "verification:queue", (P.SIGN_CLOSURE, P.CHECK_CLOSURE, P.APPROVE_CLOSURE),
    ),
    Part(
        _("Call-backs"), _("People drawn by lot whom you ring: is it really solved?"), "callbacks:calls",
        (P.TALK_TO_SPEAKER,),
    ),
    Part(
        _("Sample audits"), _("What is said to be done, looked at again by lot: is it really?"), "audits:audits",
        (P.AUDIT, P.CHECK_CLOSURE),
    ),
    Part(
        _("Dashboard"), _("What comes in, how long it stays open, where people say it is solved."),
        "dashboard:dashboard", (P.READ_PROBLEMS,),
    ),
    Part(
        _("Metrics"), _("What was answered, solved and closed in a period, each figure with its rows."),
        "metrics:metrics", (P.READ_PROBLEMS,),
    ),
    Part(
        _("Findings of formalism"), _("Records that match a rule: the unit explains, a supervisor decides."),
        "findings:findings", (P.READ_PROBLEMS,),
    ),
    Part(
        _("Publication"), _("Words and evidence that wait to be shown to everybody."), "publishing:queue", (P.PUBLISH,)
    ),
    Part(
        _("Papers"), _("Summary, problem list, ledger and letters as Word, Excel and PDF."), "publishing:papers",
        (P.READ_PROBLEMS,),
    ),
    Part(
        _("Taxonomies"), _("The labels voices stand under, and the tree of places."), "taxonomies:taxonomies",
        (P.READ_VOICES,),
    ),
    Part(
        _("Units"), _("The tree of units, and the days you work differently."), "people:units", (P.MANAGE_PEOPLE,)
    ),
    Part(
        _("Small offices"), _("Units with fewer than ten people, and who stands in there."),
        "verification:small_offices", (P.MANAGE_PEOPLE,),
    ),
    Part(
        _("Protection of speakers"), _("Who has a key for protected voices, and whom speakers may turn to instead."),
        "listening:upper", (P.MANAGE_PEOPLE,),
    ),
    Part(
        _("Keeping and erasing"), _("How long personal data is kept, what will be erased when, and what was."),
        "listening:retention", (P.MANAGE_ERASURE,),
    ),
    Part(
        _("Members"), _("Who works here, in which unit, with which roles."), "people:members", (P.MANAGE_PEOPLE,)
    ),
    Part(
        _("Backups"), _("When everything was saved last, and whether it could be restored."), "transparency:backups",
        (P.MANAGE_PEOPLE,),
    ),
    Part(_("Who may do what"), _("The one table of roles, and who holds them."), "people:permissions", ANY_MEMBER),
    Part(_("Journal"), _("Every act on the record: who did what, when."), "journal:entries", (P.READ_JOURNAL,)),
    Part(_("My sign-ins"), _("Where you are signed in, password and second step."), "people:sessions", ANY_MEMBER),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A part this person may use, with its address."""

    label: Words
    about: Words
    url: str


def parts_for(actor: Actor) -> list[OpenPart]:
    """The parts of the desk this member may use, in the order of the rail."""
    if not actor.is_member:
        return []
    found = ((part, _address(part.url_name)) for part in PARTS if _opens(actor, part))
    return [OpenPart(part.label, part.about, url) for part, url in found if url]


def rail_for(actor: Actor, path: str) -> list[RailItem]:
    """The rail; the part whose address is the longest beginning of the path is the current one."""
    parts = parts_for(actor)
    here = max((part.url for part in parts if path.startswith(part.url)), key=len, default="")
    return [RailItem(part.label, part.url, current=part.url == here) for part in parts]


def me_for(actor: Actor) -> Me | None:
    """The menu of the member at the top of the desk; None for outsiders."""
    if not actor.is_member:
        return None
    links = (
        Link(_("My sign-ins"), reverse("people:sessions")),
        Link(_("Change the password"), reverse("account_change_password")),
        Link(_("Second step"), reverse("mfa_index")),
    )
    return Me(actor.name, role_words(actor.role), links, reverse("account_logout"))


def role_words(roles: str) -> str:
    """The labels of roles written with commas, as an actor carries them."""
    known = {role.value for role in Role}
    return gettext(", ").join(str(Role(role).label) for role in roles.split(",") if role in known)


def _opens(actor: Actor, part: Part) -> bool:
    return not part.permissions or any(actor.may(permission) for permission in part.permissions)


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
