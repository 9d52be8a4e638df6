"""`/health/`: what this server can reach, for load balancers and watchers. It names no person, host or key."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.db import Error as DatabaseFault
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError as BrokerDown
from redis.exceptions import RedisError

from priorauth.celery import app

Ask = Callable[[], object]


def ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_broker() -> None:
    with app.connection_for_write() as broker:
        broker.default_channel.client.ping()


def ask_files() -> None:
    default_storage.exists("health")


PARTS: dict[str, Ask] = {"database": ask_database, "broker": ask_broker, "files": ask_files}


def answers(ask: Ask) -> bool:
    try:
        ask()
    except (DatabaseFault, BrokerDown, RedisError, OSError):
        return False
    return True


@login_not_required
@never_cache
@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """Each part as "ok" or "down". 503 only without the database: without the others forms still save and jobs wait."""
    parts = {name: "ok" if answers(ask) else "down" for name, ask in PARTS.items()}
    return JsonResponse(parts, status=503 if parts["database"] == "down" else 200)
