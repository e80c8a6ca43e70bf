"""The addresses of the interface for partners."""

from django.urls import path

from rongzhi.api.service import api

urlpatterns = [path("v1/", api.urls)]
