from __future__ import annotations

from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from huixiang.people.views import doors, invitations, members, roster, start, units

app_name = "people"

urlpatterns: list[URLPattern] = [
    path("desk/", start.home, name="home"),
    path("desk/permissions/", start.permissions, name="permissions"),
    path("desk/sessions/", start.sessions, name="sessions"),
    path("desk/sessions/<int:session_id>/end", start.session_end, name="session_end"),
    path("desk/units/", units.units, name="units"),
    path("desk/units/new", units.unit_add, name="unit_add"),
    path("desk/units/<int:unit_id>/", units.unit, name="unit"),
    path("desk/units/<int:unit_id>/rename", units.unit_rename, name="unit_rename"),
    path("desk/units/<int:unit_id>/move", units.unit_move, name="unit_move"),
    path("desk/units/<int:unit_id>/close", units.unit_close, name="unit_close"),
    path("desk/days/", units.own_days, name="own_days"),
    path("desk/days/<int:day_id>/remove", units.own_day_remove, name="own_day_remove"),
    path("desk/members/", members.members, name="members"),
    path("desk/members/new", members.member_add, name="member_add"),
    path("desk/members/<int:user_id>/", members.member, name="member"),
    path("desk/members/<int:user_id>/place", members.member_place, name="member_place"),
    path("desk/members/<int:user_id>/roles", members.role_give, name="role_give"),
    path("desk/members/<int:user_id>/close", members.member_deactivate, name="member_deactivate"),
    path("desk/members/<int:user_id>/open", members.member_reactivate, name="member_reactivate"),
    path("desk/members/<int:user_id>/invite", invitations.member_invite, name="member_invite"),
    path("desk/members/<int:user_id>/second-step", members.member_second_step, name="member_second_step"),
    path("desk/members/<int:user_id>/sign-ins", members.member_sign_ins_end, name="member_sign_ins_end"),
    path("desk/members/invite", invitations.members_invite, name="members_invite"),
    path("desk/roles/<int:grant_id>/withdraw", members.role_withdraw, name="role_withdraw"),
    path("desk/roster/", roster.roster, name="roster"),
    path("desk/roster/sample", roster.roster_sample, name="roster_sample"),
    path("desk/roster/failed", roster.roster_failed, name="roster_failed"),
    path("invitation/<str:secret>/", invitations.invitation, name="invitation"),
    path("account/logout/", doors.sign_out),  # under the name the library gives its own, account_logout
    # Pages of the sign-in library that this house does not use: they come before its own routes.
    path("account/password/reset/", start.forgotten, name="forgotten"),
    path("account/sessions/", RedirectView.as_view(pattern_name="people:sessions"), name="sessions_moved"),
    re_path(
        r"^account/(?P<door>email/|confirm-email/|password/set/|password/reset/.+|login/code/)",
        doors.walled_up,
        name="walled_up",
    ),
]
