"""The directory as a Django app."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "rongzhi.directory"
    verbose_name = "名录"
