from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "huixiang.listening"
    label = "listening"
