"""The pages as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "rongzhi.web"
    verbose_name = "网页"
