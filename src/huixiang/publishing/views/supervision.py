"""The document of a supervision order, for whoever may open the order."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.ledger import queries as ledger
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.publishing.papers.supervision import number_words, supervision_docx

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@members_only
@require_GET
def supervision_paper(request: HouseRequest, supervision_id: int) -> HttpResponse:
    if not request.actor.may(Permission.READ_PROBLEMS):
        raise NotAllowed(_("Your role does not read problems."))
    order = ledger.supervision_numbered(request.actor, supervision_id)
    if order.number is None:
        raise NotFound(f"number of supervision order {supervision_id}")
    response = HttpResponse(supervision_docx(order), content_type=TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(number_words(order))}.docx"
    return response
