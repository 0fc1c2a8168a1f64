from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "huixiang.journal"
    label = "journal"
