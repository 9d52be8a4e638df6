"""`/metrics`: what an operator is to be woken for, in the text format of Prometheus. It counts, and names nobody.

It is closed until `METRICS_TOKEN` is set; whoever asks sends that as `Authorization: Bearer …`. Behind a proxy every
request seems to come from this machine, so that an address alone opens nothing.
"""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from priorauth.cases.models import CaseState
from priorauth.health import PARTS, answers
from priorauth.jobs import Job, backlog


class Figures:
    """Counted when they are asked for: each server process would otherwise tell only of itself."""

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("priorauth_up", "1 where the part answers, as in /health/.", labels=["part"])
        reached = {part: answers(ask) for part, ask in PARTS.items()}
        for part, is_up in reached.items():
            up.add_metric([part], float(is_up))
        yield up
        if reached["database"]:
            yield from _jobs()
            yield _late_cases()


def _jobs() -> Iterator[Metric]:
    """A failed job waits for a person; a queued one that is old says that no worker takes it up."""
    jobs = GaugeMetricFamily("priorauth_jobs", "Jobs that are not done.", labels=["kind", "status"])
    said = "Seconds for which the oldest queued job could have been taken up; 0 where none waits."
    waits = GaugeMetricFamily("priorauth_job_oldest_queued_seconds", said, labels=["kind"])
    for kind, status, count, since in backlog():
        jobs.add_metric([kind, status], count)
        if status == Job.Status.QUEUED:
            waits.add_metric([kind], max(0.0, (timezone.now() - since).total_seconds()) if since else 0)
    yield jobs
    yield waits


def _late_cases() -> Metric:
    """What turns with the day alone is caught up by a worker every few minutes."""
    said = "Cases whose next steps were derived for an earlier day and do not hold any more."
    late = CaseState.objects.of_every_clinic().filter(changes_on__lte=timezone.localdate())
    return GaugeMetricFamily("priorauth_cases_out_of_date", said, value=late.count())


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures for whoever has the token; without a token in the settings there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        answer = HttpResponse("Send the token: Authorization: Bearer …\n", status=401, content_type="text/plain")
        answer["WWW-Authenticate"] = "Bearer"
        return answer
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)
