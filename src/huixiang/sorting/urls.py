from __future__ import annotations

from django.urls import path

from huixiang.sorting.views import (
    bulk,
    coverage,
    group,
    hot,
    inbox,
    making,
    map as map_views,
    models,
    places,
    plan as plan_views,
    runs,
    suggestions,
    voice,
)

app_name = "sorting"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("views/", inbox.keep_view, name="keep_view"),
    path("views/<int:view_id>/remove/", inbox.drop_view, name="drop_view"),
    path("together/", bulk.together, name="together"),
    path("undo/<int:act_id>/", inbox.undo, name="undo"),
    path("problem/new/", making.make_problem, name="new_problem"),
    path("hot/", hot.hot, name="hot"),
    path("hot/map/", map_views.hot_map, name="hot_map"),
    path("hot/map/change/", map_views.map_change, name="map_change"),
    path("hot/map/plan/", plan_views.plan_change, name="plan_change"),
    path("hot/map/picture/<int:map_id>/", plan_views.map_picture, name="map_picture"),
    path("hot/map/places/", plan_views.map_places, name="map_places"),
    path("hot/<int:matter_id>/", hot.hot_issue, name="hot_issue"),
    path("hot/<int:matter_id>/problem/", hot.heed, name="heed"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("places/", places.places, name="places"),
    path("group/<int:number>/", group.group, name="group"),
    path("group/<int:number>/regroup/", group.regroup, name="regroup"),
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("suggestions/above/", suggestions.accept_above, name="accept_above"),
    path("suggestions/<int:suggestion_id>/", suggestions.suggestion, name="suggestion"),
    path("runs/", runs.runs, name="runs"),
    path("models/", models.models, name="models"),
    path("models/<int:taxonomy_id>/", models.model, name="model"),
    path("models/<int:taxonomy_id>/<int:version>/", models.model_labels, name="model_labels"),
    path("<uuid:voice_id>/", voice.voice, name="voice"),
]
