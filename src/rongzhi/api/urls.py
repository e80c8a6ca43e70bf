"""The addresses of the interface for partners."""

from typing import Any

urlpatterns: list[Any] = []
