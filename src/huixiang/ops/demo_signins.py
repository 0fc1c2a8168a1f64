"""The sign-ins that ``huixiang run`` prints: only while they are those of the demo."""

from __future__ import annotations

from huixiang.kernel.tenancy import acting_in
from huixiang.ops.demo import PASSWORD
from huixiang.ops.demo.load import asked_code
from huixiang.ops.demo.pages import read_story
from huixiang.people.models import Organisation, User

DEMO_SLUG = "qinghe"


def signins() -> list[str]:
    """One line for each kind of member of the demo organisation; empty without it."""
    organisation = Organisation.objects.filter(slug=DEMO_SLUG).first()
    if organisation is None:
        return ["No organisation yet: huixiang found --help makes one."]
    with acting_in(organisation.pk):
        people = list(User.objects.filter(is_active=True).prefetch_related("grants").order_by("id"))
        seen: set[str] = set()
        lines = []
        for person in people:
            roles = {grant.role for grant in person.grants.all()} - seen
            if roles:
                seen |= roles
                lines.append(f"  {person.username:<14} {person.name:<6} {', '.join(sorted(roles))}")
    return [f"Demo sign-ins at /account/login/, password {PASSWORD}:", *lines, *_receipt()]


def _receipt() -> list[str]:
    return [f"A receipt of the demo whose speaker is being asked: {asked_code(read_story()).text}"]
