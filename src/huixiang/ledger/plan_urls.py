from __future__ import annotations

from django.urls import URLPattern, path

from huixiang.ledger.views import notes, plan_parts, plans, pledges, projects, rules

app_name = "plans"
urlpatterns: list[URLPattern] = [
    path("desk/plans/", plans.plans_page, name="plans"),
    path("desk/plans/new/", plans.plan_new, name="plan_new"),
    path("desk/plans/<int:plan_id>/", plans.plan, name="plan"),
    path("desk/plans/<int:plan_id>/versions/<int:issue>/", plans.version, name="version"),
    path("desk/plans/<int:plan_id>/take/", plans.take, name="take"),
    path("desk/plans/<int:plan_id>/leave/", plans.leave, name="leave"),
    path("desk/plans/<int:plan_id>/approve/", plans.approve, name="approve"),
    path("desk/plans/<int:plan_id>/results/", plans.result, name="result"),
    path("desk/plans/<int:plan_id>/end/", plans.end, name="end"),
    path("desk/plans/parts/<int:part_id>/", plan_parts.part, name="part"),
    path("desk/rules/", rules.rules_page, name="rules"),
    path("desk/rules/new/", rules.rule_new, name="rule_new"),
    path("desk/rules/licences/", rules.licences, name="licences"),
    path("desk/rules/licences/new/", rules.licence_new, name="licence_new"),
    path("desk/rules/<int:register_id>/", rules.rule, name="rule"),
    path("desk/pledges/", pledges.pledges_page, name="pledges"),
    path("desk/pledges/new/", pledges.pledge_new, name="pledge_new"),
    path("desk/pledges/<int:pledge_id>/", pledges.pledge, name="pledge"),
    path("desk/pledges/items/<int:item_id>/", pledges.check, name="pledge_check"),
    path("desk/projects/", projects.projects_page, name="projects"),
    path("desk/projects/new/", projects.project_new, name="project_new"),
    path("desk/projects/<int:project_id>/", projects.project, name="project"),
    path("desk/projects/<int:project_id>/move/", projects.move, name="project_move"),
    path("desk/projects/<int:project_id>/show/", notes.show, name="note_show"),
    path("desk/projects/<int:project_id>/hide/", notes.hide, name="note_hide"),
    path("desk/projects/files/<uuid:kept_id>/", projects.file, name="file"),
    path("pledges", pledges.public, name="public_pledges"),
    path("projects", projects.public, name="public_projects"),
    path("projects/<int:project_id>", notes.public, name="public_project"),
    path("projects/<int:project_id>/files/<uuid:kept_id>", notes.public_file, name="public_file"),
]
