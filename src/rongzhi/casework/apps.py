"""Casework as a Django app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "rongzhi.casework"
    verbose_name = "案件"
