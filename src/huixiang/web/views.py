"""The reader's preferences. Error pages are in errors.py; everything else is shown by the capabilities."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from huixiang.web.preferences import CARE_COOKIE, THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 3600


# No CSRF token: it would set a cookie on every reader of a public page, and all a forger could gain is our dark theme.
@csrf_exempt
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(safe_path(request, request.POST.get("back", "")))
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
        return response
    for cookie, value in _chosen(request).items():
        response.set_cookie(cookie, value, max_age=A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response


def _chosen(request: HttpRequest) -> dict[str, str]:
    care, theme, language = (request.POST.get(name, "") for name in ("care", "theme", "language"))
    chosen = {}
    if care in ("on", "off"):
        chosen[CARE_COOKIE] = care
    if theme in THEMES:
        chosen[THEME_COOKIE] = theme
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        chosen[settings.LANGUAGE_COOKIE_NAME] = language
    return chosen


def safe_path(request: HttpRequest, path: str) -> str:
    """Return the path when it stays on this host, else the front page."""
    inside = path.startswith("/") and url_has_allowed_host_and_scheme(
        path, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return path if inside else "/"
