from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "huixiang.publishing"
    label = "publishing"
