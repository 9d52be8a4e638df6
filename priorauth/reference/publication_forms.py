"""The forms of a clinic's own publication: its citation, whom it studied, its limits, and each finding."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.text import slugify

from priorauth.core.library import Library
from priorauth.core.naming import in_words
from priorauth.core.records.base import PageExtent
from priorauth.core.records.publication import Finding, Publication
from priorauth.core.typography import capital
from priorauth.core.vocabulary import CASE_COURSES, Direction, Setting
from priorauth.formfields import DayField, LinesField, PickField, PicksField, WholeField, optional, text
from priorauth.reference.evidence import DESIGNS
from priorauth.reference.liveform import OWN_NEW, LiveForm, sayable
from priorauth.reference.twins import HAS_IT, twin_of

DIRECTIONS = {
    Direction.SUPPORTS: "Supports the request",
    Direction.CONTRARY: "Contrary: letters must say it",
    Direction.NEUTRAL: "Neutral",
}
EXTENTS = {PageExtent.FULL_TEXT: "The full text", PageExtent.ABSTRACT: "The abstract"}
DOI = re.compile(r"10\.\d{4,9}/\S+")
PMID = re.compile(r"\d{1,8}")
FIRST_YEAR = 1950
MOST = 4000
NO_DOI = "This is no DOI. It begins with 10. and has a slash, as in 10.1000/example."
NO_PMID = "This is no PMID: up to eight digits."
NO_NUMBER = "A colleague must be able to find it. Enter a DOI or a PMID."
NO_AUTHOR = "Enter the authors, or the group that wrote it."
NO_YEAR = "Enter a year from {} to {}."
NO_FIGURE = "“{}” is no figure. Write a name and a number on each line, as relapses_per_year = 0.40."
NOT_IN_STATEMENT = "The statement does not hold {}. A figure keeps the digits that the statement prints."
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


class PublicationForm(LiveForm):
    """A publication without its findings. It is complete, so that it may be printed as support."""

    grid: ClassVar = {
        "authors": 6, "group": 6, "title": 12, "journal": 6, "year": 2, "volume": 2, "issue": 2, "pages": 4, "doi": 4,
        "pmid": 4, "design": 4, "sample_size": 2, "population": 6, "intervention": 6, "comparator": 6, "courses": 6,
        "settings": 6, "indications": 12, "limitations": 12, "extent": 4, "read_on": 3, "where": 5, "et_al": 12,
    }  # fmt: skip

    title = forms.CharField(label="Title", max_length=500)
    authors = LinesField(
        label=optional("Authors"), rows=3, max_length=MOST, help_text="One on a line, as Fazekas F. At most six."
    )
    group = text(optional("Or the group that wrote it"), most=200)
    et_al = forms.BooleanField(label="There are more authors than these", required=False)
    journal = forms.CharField(label="Journal", max_length=200)
    year = WholeField(label="Year", required=True)
    volume = text(optional("Volume"), most=20)
    issue = text(optional("Issue"), most=20)
    pages = text(optional("Pages"), most=40)
    doi = text(optional("DOI"), most=200)
    pmid = text(optional("PMID"), most=20)
    design = PickField(lambda: DESIGNS.items(), label="Design", required=True)
    sample_size = WholeField(label=optional("Patients"))
    population = forms.CharField(label="Whom it studied", max_length=1000)
    intervention = text(optional("What they got"), most=1000)
    comparator = text(optional("Against what"), most=1000)
    courses = PicksField(list, label="Courses of MS in it", required=True, help_text="Letters use it for these alone.")
    settings = PicksField(
        lambda: ((one.value, capital(in_words(one.value))) for one in Setting), label=optional("Situations in it")
    )
    indications = PicksField(list, label="Requests that it bears on", required=True)
    limitations = LinesField(
        label="Limits", required=True, max_length=MOST, help_text="One on a line, as a reviewer would raise it."
    )
    extent = PickField(lambda: EXTENTS.items(), label="What you read", required=True)
    read_on = DayField(label="You read it on", required=True)
    where = text(optional("Where"), most=300, help_text="As: the journal’s page; the library’s copy.")

    def __init__(self, *arguments: Any, before: dict[str, Any], library: Library, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.before, self.library = before, library
        labels = library.course_labels
        self._offer("courses", [(one.value, capital(labels[one.value].label)) for one in CASE_COURSES])
        self._offer("indications", [(one.id, one.title) for one in library.indications.values() if not one.refused])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, content: dict[str, Any]) -> dict[str, Any]:
        read = content["verified"]
        page = read["pages"][0]
        return {
            **content["citation"],
            **{name: content[name] for name in _PLAIN},
            "limitations": [one["text"] for one in content["limitations"]],
            "extent": page["extent"],
            "read_on": dt.date.fromisoformat(read["date"]),
            "where": read["note"] or "",
        }

    def clean_year(self) -> int:
        year, last = self.cleaned_data["year"], timezone.localdate().year
        if not year or not FIRST_YEAR <= year <= last:
            raise forms.ValidationError(NO_YEAR.format(FIRST_YEAR, last))
        return int(year)

    def clean_sample_size(self) -> int | None:
        size: int | None = self.cleaned_data["sample_size"]
        if size is not None and size < 1:
            raise forms.ValidationError("A study has one patient at least. Leave it empty where no number is given.")
        return size

    def clean_doi(self) -> str:
        doi = str(self.cleaned_data["doi"]).strip().removeprefix("https://doi.org/").removeprefix("doi:").strip()
        if doi and not DOI.fullmatch(doi):
            raise forms.ValidationError(NO_DOI)
        self._is_new(doi, "doi")
        return doi

    def clean_pmid(self) -> str:
        pmid = str(self.cleaned_data["pmid"]).strip()
        if pmid and not PMID.fullmatch(pmid):
            raise forms.ValidationError(NO_PMID)
        self._is_new(pmid, "pmid")
        return pmid

    def _is_new(self, number: str, name: str) -> None:
        twin = twin_of(self.before.get("id"), {name: number}, self.library)
        if twin:
            raise forms.ValidationError(HAS_IT.format(twin))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        has_number = values.get("doi") or values.get("pmid") or "doi" in self.errors or "pmid" in self.errors
        self.add_to("doi", not has_number, NO_NUMBER)
        self.add_to("authors", not values.get("authors") and not values.get("group"), NO_AUTHOR)
        if not self.errors:
            self.read(Publication, {**self.content(), "id": OWN_NEW})
        return values

    def content(self) -> dict[str, Any]:
        """The record with what was typed in the place of what it held; its findings stay."""
        typed = self.cleaned_data
        address = (
            f"https://doi.org/{typed['doi']}" if typed["doi"] else f"https://pubmed.ncbi.nlm.nih.gov/{typed['pmid']}/"
        )
        page = {"url": address, "extent": typed["extent"], "seen": typed["read_on"].isoformat()}
        citation = {name: typed[name] or None for name in _CITED} | {"authors": typed["authors"] or []}
        return {
            "findings": [],
            "sample_note": None,
            **self.before,
            **{name: typed[name] or None for name in _PLAIN if name not in _LISTS},
            **{name: typed[name] or [] for name in _LISTS},
            "citation": citation | {"et_al": typed["et_al"]},
            "citation_complete": True,
            "limitations": _limits(typed["limitations"]),
            "verified": {"date": typed["read_on"].isoformat(), "pages": [page], "note": typed["where"] or None},
        }


_CITED = ("group", "title", "journal", "year", "volume", "issue", "pages", "doi", "pmid")
_LISTS = ("courses", "settings", "indications")
_PLAIN = ("design", "population", "sample_size", "intervention", "comparator", *_LISTS)


def _limits(lines: list[str]) -> list[dict[str, str]]:
    return [{"id": f"limit-{number}", "text": line} for number, line in enumerate(lines, start=1)]


class FindingForm(LiveForm):
    """One finding: what was measured, what came out, and the figures that stand in its sentence."""

    grid: ClassVar = {"outcome": 7, "direction": 5, "statement": 12, "figures": 12}

    outcome = forms.CharField(label="What was measured", max_length=200, help_text="As: annual relapse rate.")
    direction = forms.ChoiceField(label="What it does for the request", choices=[*DIRECTIONS.items()])
    statement = forms.CharField(
        label="What came out",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One sentence, with the source’s own numbers. Letters print it word for word.",
    )
    figures = LinesField(
        label=optional("Figures"),
        rows=3,
        max_length=MOST,
        help_text="A name and a number on each line, as relapses_per_year = 0.40.",
    )

    def __init__(self, *arguments: Any, library: Library, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.library = library

    @classmethod
    def initial_of(cls, finding: dict[str, Any]) -> dict[str, Any]:
        lines = [f"{name} = {value}" for name, value in finding["figures"].items()]
        return {**finding, "figures": lines}

    def clean_statement(self) -> str:
        return sayable(self.cleaned_data["statement"], self.library)

    def clean_figures(self) -> dict[str, str]:
        """The figures by name, with the digits that were typed."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["figures"] or []:
            name, _, number = (part.strip() for part in line.partition("="))
            try:
                is_figure = bool(slugify(name)) and Decimal(number).is_finite()
            except InvalidOperation:
                is_figure = False
            if not is_figure:
                raise forms.ValidationError(NO_FIGURE.format(line))
            found[slugify(name).replace("-", "_")] = number
        return found

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        printed = {one.replace(",", "") for one in _NUMBER.findall(values.get("statement", ""))}
        missing = [number for number in values.get("figures", {}).values() if number.lstrip("-") not in printed]
        self.add_to("figures", missing, NOT_IN_STATEMENT.format(", ".join(missing)))
        if not self.errors:
            self.read(Finding, self.raw(OWN_NEW))
        return values

    def raw(self, name: str) -> dict[str, Any]:
        """The finding as the record holds it."""
        return {"id": name, **{field: self.cleaned_data[field] for field in self.fields}}
