"""Every address, asked by everybody: a new one without a row in ROUTES fails.

With the ids of another organisation nobody gets anything: 404, 403 or the way to the sign-in page. Without ids,
exactly those whose permission is named get in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from huixiang.ops.reference import named_routes
from huixiang.people.permissions import Permission as P  # noqa: N817 - a table of many
from huixiang.people.roles import PERMISSIONS
from huixiang.people.testing import ROLES, Cast, make_cast
from tests.guards.foreign import OTHER_HOST, make_other, signed_in

OPEN = "everybody"
MEMBERS = "every member"
SPEAKERS = "whoever has a receipt code"
Audience = str | frozenset[P]


def only(*permissions: P) -> frozenset[P]:
    """Members who hold one of these."""
    return frozenset(permissions)


MANAGERS = only(P.MANAGE_PEOPLE)

ROUTES: dict[str, Audience] = {
    "web:preferences": OPEN,
    "people:home": MEMBERS,
    "people:permissions": MEMBERS,
    "people:sessions": MEMBERS,
    "people:session_end": MEMBERS,
    "people:units": MANAGERS,
    "people:unit_add": MANAGERS,
    "people:unit": MANAGERS,
    "people:unit_rename": MANAGERS,
    "people:unit_move": MANAGERS,
    "people:unit_close": MANAGERS,
    "people:own_days": MANAGERS,
    "people:own_day_remove": MANAGERS,
    "people:members": MANAGERS,
    "people:member_add": MANAGERS,
    "people:member": MANAGERS,
    "people:member_place": MANAGERS,
    "people:role_give": MANAGERS,
    "people:member_deactivate": MANAGERS,
    "people:member_reactivate": MANAGERS,
    "people:member_invite": MANAGERS,
    "people:members_invite": MANAGERS,
    "people:member_second_step": MANAGERS,
    "people:member_sign_ins_end": MANAGERS,
    "people:role_withdraw": MANAGERS,
    "people:roster": MANAGERS,
    "people:roster_sample": MANAGERS,
    "people:roster_failed": MANAGERS,
    "people:invitation": OPEN,
    "people:forgotten": OPEN,
    "people:sessions_moved": OPEN,
    "people:walled_up": OPEN,
    "journal:entries": only(P.READ_JOURNAL),
    "transparency:status": OPEN,
    "transparency:sheet": OPEN,
    "transparency:checkpoint": OPEN,
    "transparency:tile": OPEN,
    "transparency:check_page": OPEN,
    "transparency:head_mail_ask": OPEN,
    "transparency:head_mail_asked": OPEN,
    "transparency:head_mail": OPEN,
    "transparency:add_checkpoint": OPEN,
    "transparency:begun_anew": OPEN,
    "transparency:proof": OPEN,
    "transparency:backups": MANAGERS,
    "listening:say": OPEN,
    "listening:turn": OPEN,
    "listening:sent": OPEN,
    "listening:places": OPEN,
    "listening:sheet": OPEN,
    "listening:say_protected": OPEN,
    "listening:protected_sent": OPEN,
    "listening:protected": only(P.RECEIVE_PROTECTED),
    "listening:protected_key": only(P.RECEIVE_PROTECTED, P.RECOVER_PROTECTED),
    "listening:protected_key_lost": only(P.RECEIVE_PROTECTED, P.RECOVER_PROTECTED),
    "listening:protected_unlock": only(P.RECEIVE_PROTECTED, P.RECOVER_PROTECTED),
    "listening:protected_lock": MEMBERS,
    "listening:recovery": only(P.RECOVER_PROTECTED),
    "listening:recovery_complete": only(P.RECOVER_PROTECTED),
    "listening:upper": MANAGERS,
    "listening:protected_case": only(P.RECEIVE_PROTECTED),
    "listening:protected_write": only(P.RECEIVE_PROTECTED),
    "listening:protected_summary": only(P.RECEIVE_PROTECTED),
    "listening:protected_draft": only(P.RECEIVE_PROTECTED),
    "listening:protected_hand_on": only(P.RECEIVE_PROTECTED),
    "listening:protected_reveal": only(P.RECEIVE_PROTECTED),
    "listening:protected_identity": only(P.RECEIVE_PROTECTED),
    "listening:protected_file": only(P.RECEIVE_PROTECTED),
    "listening:protected_decide": only(P.RECEIVE_PROTECTED),
    "listening:reveal": only(P.READ_SPEAKER),
    "listening:reveal_show": only(P.READ_SPEAKER),
    "listening:reveal_decide": only(P.READ_SPEAKER),
    "listening:retention": only(P.MANAGE_ERASURE),
    "listening:due": only(P.MANAGE_ERASURE),
    "listening:due_hold": only(P.MANAGE_ERASURE),
    "listening:erasures": only(P.MANAGE_ERASURE),
    "listening:erasure_decide": only(P.MANAGE_ERASURE),
    "listening:erasure_ask": only(P.MANAGE_ERASURE),
    "listening:register": only(P.REGISTER_VOICE),
    "listening:imports": only(P.SORT_VOICES),
    "listening:import": only(P.SORT_VOICES),
    "listening:import_cancel": only(P.SORT_VOICES),
    "listening:import_withdraw": only(P.SORT_VOICES),
    "listening:import_restore": only(P.SORT_VOICES),
    "listening:import_failed": only(P.SORT_VOICES),
    "listening:import_typing": only(P.SORT_VOICES),
    "listening:import_typed": only(P.SORT_VOICES),
    "listening:import_type": only(P.SORT_VOICES),
    "listening:import_picture": only(P.SORT_VOICES),
    "listening:file": MEMBERS,
    "sorting:inbox": only(P.READ_VOICES),
    "sorting:keep_view": only(P.READ_VOICES),
    "sorting:drop_view": only(P.READ_VOICES),
    "sorting:together": only(P.SORT_VOICES),
    "sorting:undo": only(P.SORT_VOICES),
    "sorting:new_problem": only(P.SORT_VOICES),
    "sorting:group": only(P.READ_VOICES),
    "sorting:regroup": only(P.SORT_VOICES),
    "sorting:voice": only(P.READ_VOICES),
    "sorting:suggestions": only(P.READ_VOICES),
    "sorting:accept_above": only(P.SORT_VOICES),
    "sorting:suggestion": only(P.SORT_VOICES),
    "sorting:runs": only(P.READ_VOICES),
    "sorting:models": only(P.SORT_VOICES),
    "sorting:model": only(P.SORT_VOICES),
    "sorting:model_labels": only(P.SORT_VOICES),
    "sorting:hot": only(P.READ_VOICES),
    "sorting:hot_issue": only(P.READ_VOICES),
    "sorting:hot_map": only(P.READ_VOICES),
    "sorting:map_change": only(P.ASSIGN_PROBLEM),
    "sorting:plan_change": only(P.ASSIGN_PROBLEM),
    "sorting:map_picture": only(P.READ_VOICES),
    "sorting:map_places": only(P.ASSIGN_PROBLEM),
    "sorting:heed": only(P.SORT_VOICES),
    "sorting:places": only(P.READ_VOICES),
    "sorting:coverage": only(P.READ_VOICES),
    "taxonomies:taxonomies": only(P.READ_VOICES),
    "taxonomies:start": only(P.ASSIGN_PROBLEM),
    "taxonomies:new": only(P.ASSIGN_PROBLEM),
    "taxonomies:taxonomy": only(P.READ_VOICES),
    "taxonomies:change": only(P.ASSIGN_PROBLEM),
    "taxonomies:take_in": only(P.ASSIGN_PROBLEM),
    "taxonomies:take_units": only(P.ASSIGN_PROBLEM),
    "taxonomies:label": only(P.READ_VOICES),
    "taxonomies:places": only(P.READ_VOICES),
    "taxonomies:place_add": only(P.ASSIGN_PROBLEM),
    "taxonomies:places_take_in": only(P.ASSIGN_PROBLEM),
    "taxonomies:place": only(P.READ_VOICES),
    "ledger:problems": only(P.READ_PROBLEMS),
    "ledger:evidence_file": only(P.READ_PROBLEMS),
    "ledger:problem": only(P.READ_PROBLEMS),
    "ledger:together": only(P.ASSIGN_PROBLEM),
    "ledger:columns": only(P.READ_PROBLEMS),
    "ledger:view_save": only(P.READ_PROBLEMS),
    "ledger:view_change": only(P.READ_PROBLEMS),
    "ledger:view_remove": only(P.READ_PROBLEMS),
    "ledger:limits": only(P.READ_PROBLEMS),
    "ledger:limit_set": only(P.ASSIGN_PROBLEM),
    "ledger:limit_preset": only(P.ASSIGN_PROBLEM),
    "ledger:limit_trial": only(P.READ_PROBLEMS),
    "ledger:limit_end": only(P.ASSIGN_PROBLEM),
    "ledger:catalogue": only(P.READ_PROBLEMS),
    "ledger:dispatch_rule_add": only(P.ASSIGN_PROBLEM),
    "ledger:catalogue_trial": only(P.READ_PROBLEMS),
    "ledger:dispatch_rule_end": only(P.ASSIGN_PROBLEM),
    "ledger:assign": only(P.ASSIGN_PROBLEM),
    "ledger:extend": only(P.ASSIGN_PROBLEM),
    "ledger:order_sign": only(P.WORK_ON_PROBLEM),
    "ledger:order_return": only(P.WORK_ON_PROBLEM),
    "ledger:order_decide": only(P.ASSIGN_PROBLEM),
    "ledger:order_pause": only(P.WORK_ON_PROBLEM),
    "ledger:order_resume": only(P.WORK_ON_PROBLEM),
    "ledger:order_nature": only(P.ASSIGN_PROBLEM),
    "ledger:order_report": only(P.APPLY_FOR_CLOSURE),
    "ledger:order_proposed": only(P.ASSIGN_PROBLEM),
    "ledger:order_unarchive": only(P.ASSIGN_PROBLEM),
    "ledger:order_assist": only(P.WORK_ON_PROBLEM, P.ASSIGN_PROBLEM),
    "ledger:order_hand_down": only(P.WORK_ON_PROBLEM),
    "ledger:part_sign": only(P.WORK_ON_PROBLEM),
    "ledger:part_report": only(P.WORK_ON_PROBLEM),
    "ledger:part_return": only(P.WORK_ON_PROBLEM),
    "ledger:part_decide": only(P.WORK_ON_PROBLEM, P.ASSIGN_PROBLEM),
    "ledger:part_extend": only(P.WORK_ON_PROBLEM, P.ASSIGN_PROBLEM),
    "ledger:part_withdraw": only(P.WORK_ON_PROBLEM, P.ASSIGN_PROBLEM),
    "ledger:part_hand_down": only(P.WORK_ON_PROBLEM),
    "ledger:consult": only(P.ASSIGN_PROBLEM),
    "ledger:consult_answer": only(P.WORK_ON_PROBLEM),
    "ledger_orders:tasks": only(P.WORK_ON_PROBLEM),
    "ledger_orders:orders": only(P.READ_PROBLEMS),
    "ledger:comment": only(P.COMMENT),
    "ledger:suspend": only(P.WORK_ON_PROBLEM),
    "ledger:suspension_decide": only(P.SUPERVISE, P.ASSIGN_PROBLEM),
    "ledger:suspension_review": only(P.SUPERVISE, P.ASSIGN_PROBLEM),
    "ledger:suspension_withdraw": only(P.WORK_ON_PROBLEM),
    "ledger:exclude": only(P.WORK_ON_PROBLEM),
    "ledger:exclusion_decide": only(P.SUPERVISE, P.ASSIGN_PROBLEM),
    "ledger:appeal": only(P.WORK_ON_PROBLEM),
    "ledger:appeal_decide": only(P.SUPERVISE, P.ASSIGN_PROBLEM),
    "supervision:desk": only(P.SUPERVISE, P.ASSIGN_PROBLEM),
    "supervision:decisions": only(P.SUPERVISE, P.ASSIGN_PROBLEM),
    "supervision:rows": only(P.SUPERVISE, P.ASSIGN_PROBLEM),
    "supervision:orders": only(P.READ_PROBLEMS),
    "supervision:new": only(P.SUPERVISE),
    "supervision:ladder": only(P.READ_PROBLEMS),
    "supervision:ladder_set": only(P.ASSIGN_PROBLEM),
    "supervision:ladder_usual": only(P.ASSIGN_PROBLEM),
    "supervision:ladder_end": only(P.ASSIGN_PROBLEM),
    "supervision:reminders": MEMBERS,
    "supervision:reminder_note": MEMBERS,
    "supervision:order": only(P.READ_PROBLEMS),
    "supervision:send": only(P.SUPERVISE),
    "supervision:sign": only(P.WORK_ON_PROBLEM),
    "supervision:answer": only(P.WORK_ON_PROBLEM),
    "supervision:review": only(P.SUPERVISE),
    "supervision:raise": only(P.SUPERVISE),
    "supervision:drop": only(P.SUPERVISE),
    "supervision:overview": only(P.SIGN_CLOSURE),
    "supervision:overview_rows": only(P.SIGN_CLOSURE),
    "ledger:plan": only(P.WORK_ON_PROBLEM),
    "ledger:measure": only(P.WORK_ON_PROBLEM),
    "ledger:change": only(P.WORK_ON_PROBLEM),
    "ledger:finish": only(P.WORK_ON_PROBLEM),
    "ledger:drop": only(P.WORK_ON_PROBLEM),
    "ledger:progress": only(P.WORK_ON_PROBLEM),
    "ledger:evidence": only(P.WORK_ON_PROBLEM),
    "ledger:claim": only(P.APPLY_FOR_CLOSURE),
    "ledger:sign": only(P.SIGN_CLOSURE),
    "ledger:turn_back": only(P.SIGN_CLOSURE),
    "ledger:check": only(P.CHECK_CLOSURE),
    "plans:plans": only(P.READ_PROBLEMS),
    "plans:plan_new": only(P.ASSIGN_PROBLEM),
    "plans:rule_new": only(P.ASSIGN_PROBLEM),
    "plans:licence_new": only(P.ASSIGN_PROBLEM),
    "plans:pledge_new": only(P.ASSIGN_PROBLEM),
    "plans:project_new": only(P.ASSIGN_PROBLEM),
    "plans:plan": only(P.READ_PROBLEMS),
    "plans:version": only(P.READ_PROBLEMS),
    "plans:take": only(P.ASSIGN_PROBLEM),
    "plans:leave": only(P.ASSIGN_PROBLEM),
    "plans:approve": only(P.ASSIGN_PROBLEM, P.SUPERVISE),
    "plans:result": only(P.ASSIGN_PROBLEM),
    "plans:end": only(P.ASSIGN_PROBLEM),
    "plans:part": only(P.WORK_ON_PROBLEM),
    "plans:rules": only(P.READ_PROBLEMS),
    "plans:rule": only(P.ASSIGN_PROBLEM),
    "plans:licences": only(P.READ_PROBLEMS),
    "plans:pledges": only(P.READ_PROBLEMS),
    "plans:pledge": only(P.READ_PROBLEMS),
    "plans:pledge_check": only(P.CHECK_CLOSURE, P.COMMENT),
    "plans:projects": only(P.READ_PROBLEMS),
    "plans:project": only(P.READ_PROBLEMS),
    "plans:project_move": only(P.WORK_ON_PROBLEM, P.ASSIGN_PROBLEM),
    "plans:note_show": only(P.PUBLISH),
    "plans:note_hide": only(P.PUBLISH),
    "plans:file": only(P.READ_PROBLEMS),
    "plans:public_pledges": OPEN,
    "plans:public_projects": OPEN,
    "plans:public_project": OPEN,
    "plans:public_file": OPEN,
    "verification:queue": only(P.SIGN_CLOSURE, P.CHECK_CLOSURE, P.APPROVE_CLOSURE),
    "verification:approve": only(P.APPROVE_CLOSURE),
    "verification:small_offices": MEMBERS,
    "verification:small_office_declare": MANAGERS,
    "verification:small_office_end": MANAGERS,
    "callbacks:calls": only(P.TALK_TO_SPEAKER),
    "callbacks:draws": only(P.READ_PROBLEMS),
    "callbacks:draw_new": only(P.APPROVE_CLOSURE),
    "callbacks:draw": only(P.READ_PROBLEMS),
    "callbacks:call": only(P.TALK_TO_SPEAKER),
    "callbacks:call_number": only(P.TALK_TO_SPEAKER),
    "callbacks:call_try": only(P.TALK_TO_SPEAKER),
    "callbacks:call_skip": only(P.TALK_TO_SPEAKER),
    "callbacks:call_assign": only(P.APPROVE_CLOSURE),
    "audits:public_list": OPEN,
    "audits:public": OPEN,
    "audits:file": OPEN,
    "audits:audits": only(P.AUDIT, P.CHECK_CLOSURE),
    "audits:new": only(P.AUDIT),
    "audits:audit": only(P.AUDIT, P.CHECK_CLOSURE),
    "audits:beacon": only(P.AUDIT),
    "audits:draw": only(P.AUDIT),
    "audits:rule": only(P.AUDIT),
    "audits:off": only(P.AUDIT),
    "audits:party": only(P.AUDIT),
    "audits:look": only(P.AUDIT, P.CHECK_CLOSURE),
    "audits:correct": only(P.AUDIT, P.CHECK_CLOSURE),
    "audits:photo": only(P.AUDIT, P.CHECK_CLOSURE),
    "dashboard:dashboard": only(P.READ_PROBLEMS),
    "metrics:metrics": only(P.READ_PROBLEMS),
    "metrics:rows": only(P.READ_PROBLEMS),
    "metrics:keep": only(P.APPROVE_CLOSURE),
    "metrics:results": only(P.READ_PROBLEMS),
    "metrics:result": only(P.READ_PROBLEMS),
    "metrics:rules": only(P.READ_PROBLEMS),
    "metrics:rule_set": only(P.APPROVE_CLOSURE),
    "metrics:supplied": only(P.READ_PROBLEMS),
    "metrics:supply_residents": only(P.APPROVE_CLOSURE),
    "metrics:supply_calls": only(P.APPROVE_CLOSURE),
    "publishing:ledger_file": only(P.READ_PROBLEMS),
    "publishing:metrics_file": only(P.READ_PROBLEMS),
    "findings:findings": only(P.READ_PROBLEMS),
    "findings:finding": only(P.READ_PROBLEMS),
    "findings:explain": only(P.READ_PROBLEMS),
    "findings:review": only(P.READ_PROBLEMS),
    "findings:rules": only(P.READ_PROBLEMS),
    "findings:threshold_set": only(P.COMMENT),
    "publishing:board": OPEN,
    "publishing:feed": OPEN,
    "publishing:problem": OPEN,
    "publishing:evidence": OPEN,
    "publishing:unit": OPEN,
    "publishing:similar": OPEN,
    "publishing:receipt": OPEN,
    "publishing:receipt_write": SPEAKERS,
    "publishing:receipt_verdict": SPEAKERS,
    "publishing:sealed_receipt": SPEAKERS,
    "publishing:sealed_write": SPEAKERS,
    "publishing:sealed_file": SPEAKERS,
    "publishing:receipt_leave": OPEN,
    "publishing:kept": SPEAKERS,
    "publishing:kept_json": SPEAKERS,
    "publishing:kept_file": SPEAKERS,
    "publishing:kept_correct": SPEAKERS,
    "publishing:kept_words": SPEAKERS,
    "publishing:kept_erase": SPEAKERS,
    "publishing:draws": OPEN,
    "publishing:answer": SPEAKERS,
    "publishing:answer_kept": OPEN,
    "publishing:queue": only(P.PUBLISH),
    "publishing:queue_item": only(P.PUBLISH),
    "publishing:queue_words": only(P.PUBLISH),
    "publishing:queue_reply": only(P.PUBLISH),
    "publishing:queue_measure": only(P.PUBLISH),
    "publishing:queue_approve_reply": only(P.PUBLISH),
    "publishing:queue_evidence": only(P.PUBLISH),
    "publishing:papers": only(P.READ_PROBLEMS),
    "publishing:supervision_paper": only(P.READ_PROBLEMS),
    "publishing:paper_columns": only(P.PUBLISH),
    "publishing:report_check": only(P.READ_PROBLEMS),
    "publishing:paper": only(P.READ_PROBLEMS),
    "publishing:paper_file": only(P.READ_PROBLEMS),
    "publishing:figures": only(P.READ_PROBLEMS),
    "publishing:figure": only(P.READ_PROBLEMS),
}

# What an address without ids needs to be told before it answers at all.
ASKED: dict[str, dict[str, str]] = {
    "ledger:together": {"what": "extend"},
    "sorting:together": {"what": "answer"},
    "taxonomies:start": {"name": "four-winds"},
}

# Pages of the sign-in library: it lets a member at their own account only, and its tests say so. Those marked
# "walled up" are never reached, since people:walled_up or another address of ours comes first.
LIBRARY: dict[str, str] = {
    "account_login": "sign-in", "account_logout": "own session", "account_inactive": "a fixed page",
    "account_signup": "closed by HouseAccountAdapter", "account_reauthenticate": "own account",
    "account_change_password": "own account",
    "account_email": "walled up", "account_email_verification_sent": "walled up", "account_confirm_email": "walled up",
    "account_set_password": "walled up", "account_reset_password": "walled up",
    "account_confirm_login_code": "walled up",
    "account_reset_password_from_key": "walled up", "account_reset_password_from_key_done": "walled up",
    "account_reset_password_done": "walled up", "usersessions_list": "walled up",
    "mfa_index": "own account", "mfa_authenticate": "sign-in", "mfa_reauthenticate": "own account",
    "mfa_activate_totp": "own account", "mfa_deactivate_totp": "own account",
    "mfa_view_recovery_codes": "own account", "mfa_generate_recovery_codes": "own account",
    "mfa_download_recovery_codes": "own account", "mfa_list_webauthn": "own account",
    "mfa_add_webauthn": "own account", "mfa_reauthenticate_webauthn": "own account",
    "mfa_remove_webauthn": "own account", "mfa_edit_webauthn": "own account",
}  # fmt: skip

OURS = {username: roles for username, _name, _unit, roles in ROLES}
EVERYBODY = [*OURS, "anonymous", "stranger"]
"""The cast, somebody without an account, and a member of the other organisation at our address."""


def parameters_of(name: str) -> list[str]:
    """The names of the values an address needs."""
    space, _colon, local = name.rpartition(":")
    resolver = get_resolver()
    if space:
        _before, resolver = resolver.namespace_dict[space]
    return list(resolver.reverse_dict.getlist(local)[0][0][0][1])


def sign_in_page(response: Any) -> bool:
    return bool(response.status_code == 302 and response["Location"].startswith("/account/login/"))


def client_of(person: str, cast: Cast, other: Cast | None) -> Client:
    if person == "anonymous":
        return Client(raise_request_exception=False)
    return (
        signed_in(other or make_cast(slug="linshan", host=OTHER_HOST), "liufang")
        if person == "stranger"
        else signed_in(cast, person)
    )


def answers(client: Client, path: str, asked: dict[str, str] | None = None) -> Iterator[tuple[str, Any]]:
    yield "GET", client.get(path, asked)
    yield "POST", client.post(path, asked or {})


def may_open(person: str, audience: Audience) -> bool:
    if audience == OPEN:
        return True
    if audience == SPEAKERS:
        return False
    held = {permission for role in OURS.get(person, ()) for permission in PERMISSIONS[role]}
    return person in OURS and (audience == MEMBERS or bool(held & set(audience)))


class TestAddress:
    def test_has_a_row(self) -> None:
        names = {name for name, _address in named_routes(get_resolver())}

        assert names == set(ROUTES) | set(LIBRARY)

    @pytest.mark.parametrize("person", EVERYBODY)
    def test_with_a_thing_of_another_organisation_gives_nothing_to(self, person: str, cast: Cast) -> None:
        other, foreign = make_other()
        client, wrong = client_of(person, cast, other), []

        for name, audience in ROUTES.items():
            values = {key: foreign[key] if key != "door" else "email/" for key in parameters_of(name)}
            for method, response in answers(client, reverse(name, kwargs=values)) if values else ():
                # 429: who tries wrong codes is asked to wait, and learns no more than by a 404.
                closed = response.status_code in {403, 404, 405, 429}
                hidden = closed or (audience != OPEN and sign_in_page(response))
                if not hidden:
                    wrong.append((name, method, response.status_code))

        assert not wrong, wrong

    @pytest.mark.parametrize("person", EVERYBODY)
    def test_without_ids_opens_to_whom_the_table_says_when_asked_by(self, person: str, cast: Cast) -> None:
        client, wrong = client_of(person, cast, None), []

        for name, audience in ROUTES.items():
            if not parameters_of(name):
                for method, response in answers(client, reverse(name), ASKED.get(name)):
                    if problem := verdict_on(response, opens=may_open(person, audience)):
                        wrong.append((name, method, problem))

        assert not wrong, wrong


def verdict_on(response: Any, *, opens: bool) -> str:
    """What is wrong with an answer to an address without ids; nothing when it is as the table says."""
    status = response.status_code
    if status >= 500:
        return f"fails with {status}"
    if status == 405:
        return ""
    if opens:
        return f"refused with {status}" if status in {403, 404} or sign_in_page(response) else ""
    return "" if status in {403, 404} or sign_in_page(response) else f"let in with {status}"
