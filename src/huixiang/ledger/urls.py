from __future__ import annotations

from django.urls import URLPattern, path

from huixiang.ledger.views import catalogue, closing, dispatch, limits, orders, problems, sides, work

app_name = "ledger"
urlpatterns: list[URLPattern] = [
    path("", problems.problems, name="problems"),
    path("evidence/<uuid:evidence_id>/", problems.evidence_file, name="evidence_file"),
    path("limits/", limits.limits_page, name="limits"),
    path("limits/set/", limits.limit_set, name="limit_set"),
    path("limits/preset/", limits.limit_preset, name="limit_preset"),
    path("limits/trial/", limits.limit_trial, name="limit_trial"),
    path("limits/<int:rule_id>/end/", limits.limit_end, name="limit_end"),
    path("catalogue/", catalogue.catalogue_page, name="catalogue"),
    path("catalogue/add/", catalogue.dispatch_rule_add, name="dispatch_rule_add"),
    path("catalogue/trial/", catalogue.catalogue_trial, name="catalogue_trial"),
    path("catalogue/<int:dispatch_rule_id>/end/", catalogue.dispatch_rule_end, name="dispatch_rule_end"),
    path("<int:number>/", problems.problem, name="problem"),
    path("<int:number>/assign/", dispatch.assign, name="assign"),
    path("<int:number>/extend/", dispatch.extend, name="extend"),
    path("<int:number>/comment/", dispatch.comment, name="comment"),
    path("<int:number>/order/sign/", orders.sign, name="order_sign"),
    path("<int:number>/order/return/", orders.ask_return, name="order_return"),
    path("<int:number>/order/decide/", orders.decide_return, name="order_decide"),
    path("<int:number>/order/pause/", orders.pause, name="order_pause"),
    path("<int:number>/order/resume/", orders.resume, name="order_resume"),
    path("<int:number>/order/nature/", orders.reclassify, name="order_nature"),
    path("<int:number>/order/report/", orders.report, name="order_report"),
    path("<int:number>/suspend/", sides.suspend, name="suspend"),
    path("<int:number>/suspensions/<int:suspension_id>/decide/", sides.suspension_decide, name="suspension_decide"),
    path("<int:number>/suspensions/<int:suspension_id>/review/", sides.suspension_review, name="suspension_review"),
    path(
        "<int:number>/suspensions/<int:suspension_id>/withdraw/",
        sides.suspension_withdraw,
        name="suspension_withdraw",
    ),
    path("<int:number>/exclude/", sides.exclude, name="exclude"),
    path("<int:number>/exclusions/<int:exclusion_id>/decide/", sides.exclusion_decide, name="exclusion_decide"),
    path("<int:number>/objections/<str:about>/", sides.appeal, name="appeal"),
    path("<int:number>/objections/<int:appeal_id>/decide/", sides.appeal_decide, name="appeal_decide"),
    path("<int:number>/measures/", work.plan, name="plan"),
    path("<int:number>/measures/<int:measure_id>/", work.measure, name="measure"),
    path("<int:number>/measures/<int:measure_id>/change/", work.change, name="change"),
    path("<int:number>/measures/<int:measure_id>/finish/", work.finish, name="finish"),
    path("<int:number>/measures/<int:measure_id>/drop/", work.drop, name="drop"),
    path("<int:number>/progress/", work.progress, name="progress"),
    path("<int:number>/evidence/", work.evidence, name="evidence"),
    path("<int:number>/claim/", closing.claim, name="claim"),
    path("<int:number>/claims/<int:round_>/sign/", closing.sign, name="sign"),
    path("<int:number>/claims/<int:round_>/turn-back/", closing.turn_back, name="turn_back"),
    path("<int:number>/claims/<int:round_>/check/", closing.check, name="check"),
]
