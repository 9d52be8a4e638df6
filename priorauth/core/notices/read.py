"""Reads a whole notice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from priorauth.core.notices import appealing, last_days, notice_dates, numbers, outcomes, policies, reasons, reviewers
from priorauth.core.notices.candidate import Candidate, Kind, NoticeReading
from priorauth.core.notices.contradictions import contradictions
from priorauth.core.notices.page import Page
from priorauth.core.notices.running import Sentence, sentences
from priorauth.core.records.denial import DenialReason


def read_notice(pages: Sequence[Page], known: Mapping[str, DenialReason]) -> NoticeReading:
    """Candidates of every kind, in the order of the kinds and of the pages, and what contradicts among them.

    The plan's words come last: no page marks them beside the reasons that they give, and the marks are numbered.

    `known` are the library's denial reasons; their phrases tell which reasons the notice gives.
    """
    found = tuple(sorted(_once(_all(pages, sentences(pages), known)), key=lambda one: one.kind is Kind.WORDS))
    return NoticeReading(candidates=found, contradictions=tuple(contradictions(found)))


def _all(pages: Sequence[Page], said: Sequence[Sentence], known: Mapping[str, DenialReason]) -> Iterator[Candidate]:
    yield from outcomes.outcomes(pages, said)
    yield from notice_dates.notice_dates(pages)
    yield from notice_dates.received_dates(pages)
    yield from numbers.references(pages)
    yield from numbers.member_ids(pages)
    yield from reasons.reasons(pages, said, known)
    yield from last_days.last_days(pages, said)
    yield from appealing.windows(pages, said)
    yield from appealing.addresses(pages, said)
    yield from appealing.faxes(pages, said)
    yield from appealing.rights(pages, said)
    yield from policies.policies(pages, said)
    yield from reviewers.reviewers(pages)


def _once(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """What is said again in the same words, on every page perhaps, is one candidate; so is the same place."""
    seen: set[tuple[Kind, str | None, str]] = set()
    for candidate in candidates:
        key = candidate.kind, candidate.value, "" if candidate.value else candidate.quote
        if key not in seen:
            seen.add(key)
            yield candidate
