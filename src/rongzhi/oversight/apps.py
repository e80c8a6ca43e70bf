"""Oversight as a Django app."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "rongzhi.oversight"
    verbose_name = "指标"
