from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "huixiang.verification"
    label = "verification"
