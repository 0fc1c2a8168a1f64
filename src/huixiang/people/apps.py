from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "huixiang.people"
    label = "people"
