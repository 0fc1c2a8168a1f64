from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "huixiang.ledger"
    label = "ledger"
