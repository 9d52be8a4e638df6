"""The evidence as staff browse it: an entry for each publication, what it found and how far it may be trusted."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from priorauth.core.library import Library
from priorauth.core.records.base import PageExtent
from priorauth.core.records.indication import Indication
from priorauth.core.records.publication import Design, Finding, Publication
from priorauth.core.records.reading import is_own
from priorauth.core.records.review import reviews
from priorauth.core.vocabulary import Course, Direction, Setting

REVIEW_AHEAD = dt.timedelta(days=60)


class Topic(StrEnum):
    """What a publication is about, in the order of the page: its situation first, then its course."""

    RELAPSING = "relapsing"
    FIRST_EVENT = "first_event"
    PROGRESSIVE = "progressive"
    SEVERAL_COURSES = "several_courses"
    ACUTE_RELAPSE = "acute_relapse"
    PREGNANCY = "pregnancy"
    GENERAL = "general"


TOPICS = {
    Topic.RELAPSING: "Relapsing-remitting",
    Topic.FIRST_EVENT: "First event",
    Topic.PROGRESSIVE: "Progressive",
    Topic.SEVERAL_COURSES: "Several courses",
    Topic.ACUTE_RELAPSE: "Acute relapse and optic neuritis",
    Topic.PREGNANCY: "Pregnancy and after delivery",
    Topic.GENERAL: "No one course: guidelines, reviews, safety",
}
DESIGNS = {
    Design.RCT: "Randomized trial",
    Design.META_ANALYSIS: "Meta-analysis",
    Design.SYSTEMATIC_REVIEW: "Systematic review",
    Design.PROSPECTIVE_COHORT: "Prospective cohort",
    Design.RETROSPECTIVE_COHORT: "Retrospective cohort",
    Design.CASE_SERIES: "Case series",
    Design.GUIDELINE: "Guideline",
    Design.NARRATIVE_REVIEW: "Narrative review",
    Design.LABEL: "Drug label",
}
_RELAPSE = {Setting.ACUTE_RELAPSE, Setting.OPTIC_NEURITIS}
_PREGNANCY = {Setting.PREGNANCY, Setting.POSTPARTUM, Setting.BREASTFEEDING}
_PROGRESSIVE = {Course.SPMS, Course.SPMS_ACTIVE, Course.SPMS_NONACTIVE, Course.PPMS, Course.PPMS_ACTIVE, Course.PRMS}


class Reading(StrEnum):
    """How much of a publication was read."""

    FULL_TEXT = "full_text"
    ABSTRACT = "abstract"
    NOT_READ = "not_read"


READINGS = {
    Reading.FULL_TEXT: "Full text read",
    Reading.ABSTRACT: "Abstract read",
    Reading.NOT_READ: "Not read",
}


@dataclass(frozen=True)
class Entry:
    """A publication with what its record does not hold by itself.

    `must_be_said` are the ids of its findings that an indication must disclose; `review_by` is None for a record that
    nobody reads again.
    """

    publication: Publication
    must_be_said: frozenset[str]
    review_by: dt.date | None

    @property
    def name(self) -> str:
        """`Fazekas 1997, Lancet`, as colleagues speak of it; `Neuroradiology 2000` where no author is on record."""
        citation = self.publication.citation
        lead = citation.authors[0].rsplit(" ", 1)[0] if citation.authors else citation.group
        journal = citation.journal if lead else None
        who = " ".join(str(part) for part in (lead or citation.journal or citation.title, citation.year) if part)
        return ", ".join(part for part in (who, journal) if part) or self.publication.id

    @property
    def gist(self) -> str:
        """What its first finding says; else whom it is about."""
        findings = self.publication.findings
        return findings[0].statement if findings else self.publication.population or ""

    @property
    def is_own(self) -> bool:
        return is_own(self.publication.id)

    @property
    def design(self) -> str:
        return DESIGNS[self.publication.design]

    @property
    def topic(self) -> Topic:
        return topic_of(self.publication)

    @property
    def topic_name(self) -> str:
        return TOPICS[self.topic]

    @property
    def reading(self) -> Reading:
        verified = self.publication.verified
        if verified is None:
            return Reading.NOT_READ
        read = {page.extent for page in verified.pages}
        return Reading.FULL_TEXT if PageExtent.FULL_TEXT in read else Reading.ABSTRACT

    @property
    def read_as(self) -> str:
        return READINGS[self.reading]

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The directions of its findings, each once, in the order of the vocabulary."""
        found = {finding.direction for finding in self.publication.findings}
        return tuple(direction for direction in Direction if direction in found)

    @property
    def is_citable(self) -> bool:
        """Whether a letter may print it at all, as support or as a disclosure."""
        return self.publication.may_support or self.publication.may_be_disclosed

    @property
    def shown_directions(self) -> tuple[tuple[Direction, bool], ...]:
        """Each direction of what may be cited, and whether one of its findings must be said."""
        findings = self.publication.findings
        if not self.is_citable:
            return ()
        return tuple(
            (direction, any(self.must_say(finding) for finding in findings if finding.direction is direction))
            for direction in self.directions
        )

    def must_say(self, finding: Finding) -> bool:
        if self.is_own:
            return finding.direction is Direction.CONTRARY
        return f"{self.publication.id}/{finding.id}" in self.must_be_said

    def is_due(self, today: dt.date) -> bool:
        """Whether it should be read again soon."""
        return self.review_by is not None and self.review_by <= today + REVIEW_AHEAD

    def holds(self, words: str) -> bool:
        """Whether every word stands somewhere in its citation, its findings or its limits."""
        citation = self.publication.citation
        fields = (
            *citation.authors, citation.group, citation.title, citation.journal, str(citation.year), citation.doi,
            citation.pmid, *(finding.statement for finding in self.publication.findings),
            *(finding.outcome for finding in self.publication.findings),
            *(limitation.text for limitation in self.publication.limitations), self.publication.id,
        )  # fmt: skip
        text = " ".join(field for field in fields if field).casefold()
        return all(word in text for word in words.casefold().split())


def topic_of(publication: Publication) -> Topic:
    """The topic under which the page lists a publication."""
    settings, courses = set(publication.settings), set(publication.courses)
    if settings & _PREGNANCY:
        return Topic.PREGNANCY
    if settings & _RELAPSE:
        return Topic.ACUTE_RELAPSE
    if not courses:
        return Topic.GENERAL
    if courses <= _PROGRESSIVE:
        return Topic.PROGRESSIVE
    if len(courses) > 1:
        return Topic.SEVERAL_COURSES
    return Topic.FIRST_EVENT if courses == {Course.CIS} else Topic.RELAPSING


def entries(library: Library) -> tuple[Entry, ...]:
    """Every publication, by topic, then by year, then by name."""
    review_by = {review.record_id: review.due_on for review in reviews(library) if review.file == "evidence"}
    must_be_said = frozenset(name for one in library.indications.values() for name in disclosed_by(one))
    found = [
        Entry(publication, must_be_said, review_by.get(publication.id)) for publication in library.publications.values()
    ]
    order = tuple(Topic)
    return tuple(sorted(found, key=lambda one: (order.index(one.topic), one.publication.citation.year or 0, one.name)))


def disclosed_by(indication: Indication) -> Iterable[str]:
    """The findings that a letter for the indication must disclose, always or where their condition is met."""
    return (*indication.must_disclose, *(name for some in indication.must_disclose_if for name in some.findings))


def cited_by(indication: Indication) -> Iterable[str]:
    """The findings that a letter for the indication may cite, always or where their condition is met."""
    return (*indication.may_cite, *(name for some in indication.may_cite_if for name in some.findings))


@dataclass(frozen=True)
class Use:
    """An indication whose letters may cite the publication, or must say what it found."""

    indication: Indication
    may_cite: bool
    must_say: bool


def uses(publication: Publication, library: Library) -> tuple[Use, ...]:
    """The indications that name one of its findings, in the library's order."""
    found = [
        Use(one, _names(cited_by(one), publication), _names(disclosed_by(one), publication))
        if not is_own(publication.id)
        else Use(one, one.id in publication.indications, must_say=False)
        for one in library.indications.values()
    ]
    return tuple(use for use in found if use.may_cite or use.must_say)


def _names(findings: Iterable[str], publication: Publication) -> bool:
    return any(name.partition("/")[0] == publication.id for name in findings)
