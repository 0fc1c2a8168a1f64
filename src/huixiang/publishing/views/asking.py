"""What a reader asked the board for, from the address of the page."""

from __future__ import annotations

from huixiang.people import queries as people
from huixiang.people.requests import HouseRequest
from huixiang.publishing import queries
from huixiang.publishing.forms import BoardForm
from huixiang.publishing.queries import BoardAsk


def asked_of(request: HouseRequest) -> BoardAsk:
    """Group, unit, place and words; codes nobody has count as not chosen."""
    group, unit_code, place_code, words = BoardForm(request.GET).asked()
    return BoardAsk(
        group=group,
        unit=people.open_units().filter(code=unit_code).first() if unit_code else None,
        place=queries.place_with_code(place_code) if place_code else None,
        words=words,
    )
