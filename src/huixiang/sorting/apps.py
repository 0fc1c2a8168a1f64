from django.apps import AppConfig


class SortingConfig(AppConfig):
    name = "huixiang.sorting"
    label = "sorting"
