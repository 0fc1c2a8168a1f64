from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "huixiang.ops"
    label = "ops"
