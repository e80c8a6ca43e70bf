"""The living page of the parts of which every page is made."""

from django.http import HttpRequest, HttpResponse

from rongzhi.web.design import PARTS, page_own
from rongzhi.web.pages import guarded, page


@guarded
def design(request: HttpRequest) -> HttpResponse:
    """Every part with its markup and when to use it."""
    return page(request, "design.html", parts=PARTS, sheets=page_own())
