"""Published open problems like what somebody is typing: beside the speak form, without script as a page of its own."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.people.requests import HouseRequest
from huixiang.publishing import queries
from huixiang.publishing.pages.board import story_of
from huixiang.web.responses import htmx_or_page

LONGEST = 2_000


# It only reads; it is posted to so that what somebody types is in no address and so in no log. No cookie, no token.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def similar(request: HouseRequest) -> HttpResponse:
    words = (request.POST or request.GET).get("words", "").replace("\0", "")[:LONGEST]
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    stories = [story_of(problem, today=today) for problem in queries.similar_public(words)]
    context = {"stories": stories, "words": words}
    return htmx_or_page(request, "publishing/_similar.html", "publishing/similar.html", context)
