"""Figures of large clinics: a worker counts them, pages show what was counted last and say when that was.

A clinic of up to `AT_ONCE` decisions is counted anew for every look. What a larger one asks is kept for `FRESH`; then
the next look shows it once more and has it counted again. A kept answer is one of its day: on the next day it is none.
"""

import datetime as dt
import logging
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerDown
from pydantic import TypeAdapter, ValidationError

from priorauth.cases.models import Determination
from priorauth.celery import app
from priorauth.clinics.models import Clinic
from priorauth.dashboard.counting import Figures, Question, counted
from priorauth.dashboard.models import KeptFigures

log = logging.getLogger(__name__)

AT_ONCE = 20_000
FRESH = dt.timedelta(minutes=10)
# A worker that has not answered by then is asked again.
PATIENCE = dt.timedelta(minutes=3)
# Seconds that one answer may take a worker: every date of 1.2 million decisions.
LONGEST = 900
COUNT_TASK = "dashboard.count"
QUESTION = TypeAdapter(Question)
FIGURES = TypeAdapter(Figures)


@dataclass(frozen=True)
class Counted:
    """`figures` is None while they are counted for the first time; `at` is None where they were counted just now."""

    figures: Figures | None
    at: dt.datetime | None = None


def figures_of(clinic: Clinic, question: Question) -> Counted:
    """The answer, at once or as it was counted last."""
    if not is_large(clinic):
        return Counted(counted(clinic, question))
    text = QUESTION.dump_json(question).decode()
    kept, _ = KeptFigures.objects.of(clinic).get_or_create(question=text, defaults={"clinic": clinic})
    figures, now = _read(kept), timezone.now()
    if figures is None or kept.counted_at is None or kept.counted_at < now - FRESH:
        _ask(kept, now)
    return Counted(figures, kept.counted_at)


def _read(kept: KeptFigures) -> Figures | None:
    """None for what was not counted yet, and for what another version of this program has kept."""
    try:
        return FIGURES.validate_json(kept.figures) if kept.figures else None
    except ValidationError:
        return None


def is_large(clinic: Clinic) -> bool:
    return Determination.objects.of(clinic).order_by()[AT_ONCE : AT_ONCE + 1].exists()


def _ask(kept: KeptFigures, now: dt.datetime) -> None:
    """Sends for a worker, unless somebody has just done so."""
    waiting = Q(asked_at=None) | Q(asked_at__lt=now - PATIENCE)
    if KeptFigures.objects.of(kept.clinic).filter(waiting, id=kept.id).update(asked_at=now):
        transaction.on_commit(lambda: _send(kept.id))


def _send(kept_id: UUID) -> None:
    """By name: the web process need not load what workers need. Where the broker is down, a later look asks again."""
    try:
        app.send_task(COUNT_TASK, (str(kept_id),))
    except BrokerDown:
        log.warning("The broker is down: figures %s are not counted this time.", kept_id)


def count(kept_id: UUID) -> None:
    """Counts the answer anew, and forgets those of earlier days. A second time does no harm."""
    kept = KeptFigures.objects.of_every_clinic().select_related("clinic").filter(id=kept_id).first()
    if kept is None:
        return
    question = QUESTION.validate_json(kept.question)
    began = timezone.now()
    with timezone.override(kept.clinic.time_zone):
        figures = FIGURES.dump_json(counted(kept.clinic, question)).decode()
    mine = KeptFigures.objects.of(kept.clinic)
    mine.filter(id=kept.id).update(figures=figures, counted_at=began, asked_at=None)
    yesterday = began - dt.timedelta(days=1)
    mine.filter(Q(counted_at__lt=yesterday) | Q(counted_at=None, asked_at__lt=yesterday)).delete()
