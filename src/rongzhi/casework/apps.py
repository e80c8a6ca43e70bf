"""Casework as a Django app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "rongzhi.casework"
    verbose_name = "案件"

    def ready(self) -> None:
        """Let counties, bodies and neutrals be projected."""
        from rongzhi.casework import directory_rows  # noqa: F401 app ready
