from __future__ import annotations

from django.urls import path

from huixiang.sorting.views import labels, place_tree, taxonomies

app_name = "taxonomies"
urlpatterns = [
    path("", taxonomies.taxonomies, name="taxonomies"),
    path("start/", taxonomies.start, name="start"),
    path("new/", taxonomies.new, name="new"),
    path("<int:taxonomy_id>/", taxonomies.taxonomy, name="taxonomy"),
    path("<int:taxonomy_id>/change/", taxonomies.change, name="change"),
    path("<int:taxonomy_id>/take-in/", taxonomies.take_in, name="take_in"),
    path("<int:taxonomy_id>/units/", taxonomies.take_units, name="take_units"),
    path("label/<int:label_id>/", labels.label, name="label"),
    path("places/", place_tree.places, name="places"),
    path("places/add/", place_tree.add_topmost, name="place_add"),
    path("places/take-in/", place_tree.take_in, name="places_take_in"),
    path("places/<int:place_id>/", place_tree.place, name="place"),
]
