"""The exchange as a Django app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "rongzhi.exchange"
    verbose_name = "收发"
