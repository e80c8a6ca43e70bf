"""The addresses of the site: pages, the interface for partners, the choice of language."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("rongzhi.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("rongzhi.web.urls")),
]
