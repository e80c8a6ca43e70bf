"""Whether the installation works: database and key, as JSON."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from rongzhi.casework.keys import key_fault


def health(request: HttpRequest) -> JsonResponse:
    """200 when everything works, 503 with the part that does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        database = "ok"
    except DatabaseError:
        database = "not reachable"
    fault = key_fault()
    ok = database == "ok" and fault is None
    return JsonResponse(
        {"ok": ok, "database": database, "key": "ok" if fault is None else type(fault).__name__},
        status=200 if ok else 503,
    )
