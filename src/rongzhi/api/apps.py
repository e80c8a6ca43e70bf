"""The interface as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "rongzhi.api"
    verbose_name = "接口"
