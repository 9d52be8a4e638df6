"""The pages on which a clinic keeps its own records: written by one, read by another, shown to all of the clinic."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from priorauth.clinics.models import Clinic, Member
from priorauth.reference.models import OwnRecord
from priorauth.reference.services import library_of
from tests import people
from tests.factories import a_clinic
from tests.pages import words
from tests.reference.own import RECALLED, WORDING, a_policy, a_publication, a_reading, in_use

pytestmark = pytest.mark.django_db
HEAD = {
    "payer": "Prairie State Mutual",
    "title": "Immune globulin",
    "policy_number": "MP-412",
    "effective_date": "03/01/2026",
    "read_on": "11/20/2025",
    "lines_of_business": ["commercial"],
    "where": "Provider portal, PDF of 11 pages",
    "ms_position": "covered_with_criteria",
    "position_text": WORDING["text"],
    "position_place": WORDING["place"],
    "revision": "0",
}
CRITERION = {
    "text": "Two therapies were tried.",
    "wording_text": "Trial of two disease-modifying agents.",
    "wording_place": "p. 4, B.3",
    "among": ["ms_dmt_any"],
    "at_least": "2",
    "outcomes": ["failed", "intolerant"],
    "phase": "initial",
    "group": "all:ms",
}
PUBLICATION = {
    "title": "A cohort",
    "authors": "Doe J\nRoe R",
    "journal": "J Ex",
    "year": "2025",
    "doi": "10.1000/example",
    "design": "prospective_cohort",
    "population": "Relapsing MS",
    "courses": ["rrms"],
    "indications": ["rrms_second_line"],
    "limitations": "No control group.",
    "extent": "full_text",
    "read_on": "11/20/2025",
    "revision": "0",
}
FINDING = {
    "outcome": "Annual relapse rate",
    "direction": "supports",
    "statement": "The annual relapse rate was 0.40.",
    "figures": "relapses_per_year = 0.40",
}


@pytest.fixture
def client(writer: Member) -> Client:
    return people.browser(writer)


def only(clinic: Clinic) -> OwnRecord:
    return OwnRecord.objects.of(clinic).get()


def moved(browser: Client, row: OwnRecord, step: str, **more: Any) -> str:
    answer = browser.post(f"/own/{row.id}/move/", {"step": step, "revision": row.revision, **more}, follow=True)
    row.refresh_from_db(from_queryset=OwnRecord.objects.of(row.clinic))
    return words(answer)


def test_a_policy_is_added_with_a_criterion_reviewed_and_used(client: Client, clinic: Clinic, second: Member) -> None:
    added = client.post("/own/new/policy/", HEAD)
    row = only(clinic)
    assertRedirects(added, f"/own/{row.id}/")
    answer = client.post(f"/own/{row.id}/add/?kind=tried_and_failed", {**CRITERION, "revision": row.revision})
    assertRedirects(answer, f"/own/{row.id}/")
    row = only(clinic)
    assert "A second reader is asked for." in moved(client, row, "submit")
    page = words(people.browser(second).get(f"/own/{row.id}/"))
    for said in (
        "Trial of two disease-modifying agents.",
        "p. 4, B.3",
        "How many at least: 2",
        "Two therapies were tried.",
    ):
        assert said in page
    moved(people.browser(second), row, "accept")
    policy = library_of(Clinic.objects.get(pk=clinic.pk)).policies[row.key]
    assert policy.payer == "Prairie State Mutual"
    assert [one.id for one in policy.criteria] == ["own-1"]
    shown = words(client.get("/policies/", {"kept": "ours"}))
    assert "Prairie State Mutual" in shown
    assert "Ruth Calder and Elena Marsh" in shown
    assert "Aetna" not in shown.split("<table")[1]


def test_a_recalled_policy_is_read_criterion_by_criterion(client: Client, clinic: Clinic) -> None:
    assertContains(client.get(f"/policies/{RECALLED}/"), "Record what you read")
    client.post(f"/policies/{RECALLED}/read/")
    row = only(clinic)
    assert row.key == f"own.{RECALLED}"
    assert "Nobody has recorded what the policy says of MS" in moved(client, row, "submit")
    assert client.post(f"/own/{row.id}/head/", {**HEAD, "revision": row.revision}).status_code == 302
    form = client.get(f"/own/{row.id}/items/uhc-4/")
    assertContains(form, "At least two MS disease-modifying drugs failed")
    row = only(clinic)
    assert client.post(f"/own/{row.id}/items/uhc-4/", {**CRITERION, "revision": row.revision}).status_code == 302
    row = only(clinic)
    bases = {one["id"]: one["basis"] for one in row.content["criteria"]}
    assert bases["uhc-4"] == "clinic"
    assert bases["uhc-1"] == "recalled"
    assertContains(client.get(f"/own/{row.id}/"), "Differs from the library:")


def test_what_the_policy_does_not_ask_is_taken_out_and_can_be_put_back(client: Client, clinic: Clinic) -> None:
    client.post(f"/policies/{RECALLED}/read/")
    row = only(clinic)
    client.post(f"/own/{row.id}/items/uhc-8/", {"remove": "1", "revision": row.revision})
    assert "uhc-8" not in [one["id"] for one in only(clinic).content["criteria"]]
    assertContains(client.get(f"/own/{row.id}/"), "Not in the policy, says the reader")
    client.post(f"/own/{row.id}/items/uhc-8/", {"restore": "1", "revision": only(clinic).revision})
    assert "uhc-8" in [one["id"] for one in only(clinic).content["criteria"]]


def test_a_publication_is_added_with_a_finding(client: Client, clinic: Clinic, second: Member) -> None:
    assert client.post("/own/new/publication/", PUBLICATION).status_code == 302
    row = only(clinic)
    assert client.post(f"/own/{row.id}/add/", {**FINDING, "revision": row.revision}).status_code == 302
    row = only(clinic)
    moved(client, row, "submit")
    moved(people.browser(second), row, "accept")
    assertContains(client.get(f"/library/{row.key}/"), "Read by us")
    assertContains(client.get("/library/", {"kept": "ours"}), "Ruth Calder and Elena Marsh")
    assert only(clinic).content["findings"][0]["figures"] == {"relapses_per_year": "0.40"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("doi", "10.1/x", "This is no DOI"),
        ("doi", "https://doi.org/10.1000/other", None),
        ("pmid", "12 34", "This is no PMID"),
        ("year", "1850", "Enter a year from 1950"),
        ("read_on", "11/20/2090", "This day is still to come"),
        ("authors", "", "Enter the authors, or the group"),
        ("courses", [], "There is nothing here yet"),
    ],
)
def test_a_citation_is_checked_in_its_form(client: Client, name: str, value: Any, said: str | None) -> None:
    answer = client.post("/own/new/publication/", {**PUBLICATION, name: value})
    assert answer.status_code == (422 if said else 302)
    if said:
        assert said in words(answer)
        assert "A cohort" in words(answer)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("url", "ftp://plan.example/policy.pdf", "an address that begins with http"),
        ("url", "javascript:alert(1)", "This is no web address"),
        ("position_text", "", "Copy the plan’s words"),
        ("position_place", "", "Say where the words stand"),
        ("ms_position", "", "Say what the policy says of MS"),
        ("read_on", "", "There is nothing here yet"),
        ("read_on", "01/01/0001", "is not of our time. Check the year."),
        ("effective_date", "02/30/2026", "is no day of the calendar"),
        ("title", "x" * 10_000, "at most 300 characters"),
        ("title", "<script>alert(1)</script>", None),
    ],
)
def test_a_policys_head_is_checked(client: Client, clinic: Clinic, name: str, value: str, said: str | None) -> None:
    answer = client.post("/own/new/policy/", {**HEAD, name: value}, follow=True)
    assert answer.status_code == (422 if said else 200)
    assert said is None or said in words(answer)
    assert "<script>alert" not in words(answer)
    assert OwnRecord.objects.of(clinic).exists() == (said is None)


def test_a_publication_that_the_library_has_is_not_added_again(client: Client) -> None:
    taken = next(one for one in library_of(a_clinic("Lakeside")).publications.values() if one.citation.doi)
    answer = client.post("/own/new/publication/", {**PUBLICATION, "doi": taken.citation.doi})
    assert f"The library has this publication already: {taken.id}" in words(answer)


def test_a_figure_stands_in_its_statement(client: Client, clinic: Clinic, writer: Member) -> None:
    row = a_publication(writer, findings=[])
    answer = client.post(f"/own/{row.id}/add/", {**FINDING, "figures": "rate = 0.4", "revision": "0"})
    assert answer.status_code == 422
    assert "The statement does not hold 0.4" in words(answer)
    answer = client.post(f"/own/{row.id}/add/", {**FINDING, "figures": "0.40", "revision": "0"})
    assert "is no figure" in words(answer)


def test_what_no_letter_may_say_is_not_recorded(client: Client, writer: Member) -> None:
    paper, policy = a_publication(writer, findings=[]), a_policy(writer)
    claim = "IVIG is the standard of care."
    answer = client.post(f"/own/{paper.id}/add/", {**FINDING, "statement": claim, "revision": "0"})
    assert "A letter may not say “standard of care”" in words(answer)
    answer = client.post(f"/own/{policy.id}/add/?kind=tried_and_failed", {**CRITERION, "text": claim, "revision": "0"})
    assert "A letter may not say “standard of care”" in words(answer)


def test_mistakes_are_told_at_the_field_while_typing(client: Client, clinic: Clinic, writer: Member) -> None:
    row = a_policy(writer)
    typed = {**CRITERION, "at_least": "some", "text": ""}
    answer = client.post(f"/own/{row.id}/add/?kind=tried_and_failed", typed, headers={"HX-Request": "true"})
    assertContains(answer, "This is no number")
    assertNotContains(answer, "There is nothing here yet")
    assert len(only(clinic).content["criteria"]) == 1


def test_who_wrote_it_cannot_accept_it(client: Client, writer: Member) -> None:
    row = a_policy(writer)
    moved(client, row, "submit")
    assert "It reads so: accept" not in words(client.get(f"/own/{row.id}/"))
    assert "You wrote this version" in moved(client, row, "accept")
    assert row.is_waiting


def test_sending_back_needs_a_reason_which_the_writer_sees(client: Client, writer: Member, second: Member) -> None:
    row = a_policy(writer)
    moved(client, row, "submit")
    assert "There is no reason yet" in moved(people.browser(second), row, "send_back", reason="")
    moved(people.browser(second), row, "send_back", reason="Page 4 says three.")
    assertContains(client.get(f"/own/{row.id}/"), "Elena Marsh sent it back:")
    assertContains(client.get(f"/own/{row.id}/"), "Page 4 says three.")


def test_a_form_that_comes_too_late_keeps_what_was_typed(client: Client, clinic: Clinic, writer: Member) -> None:
    row = a_policy(writer)
    client.post(f"/own/{row.id}/head/", {**HEAD, "title": "First"})
    answer = client.post(f"/own/{row.id}/head/", {**HEAD, "title": "Second"})
    assert answer.status_code == 422
    assertContains(answer, "Somebody changed this record", status_code=422)
    assertContains(answer, 'value="Second"', status_code=422)
    assert only(clinic).content["title"] == "First"


def test_what_was_typed_comes_back_where_the_record_was_submitted_meanwhile(client: Client, writer: Member) -> None:
    row = a_reading(writer)
    first = row.content["criteria"][0]["id"]
    moved(client, row, "submit")
    for part, form, name in (("head/", HEAD, "title"), ("add/?kind=tried_and_failed", CRITERION, "text")):
        answer = client.post(f"/own/{row.id}/{part}", {**form, name: "Typed by hand", "revision": 1})
        assert answer.status_code == 422
        assert "Somebody changed this record" in words(answer)
        assert "Typed by hand" in words(answer)
    assert client.get(f"/own/{row.id}/items/{first}/").status_code == 404


def test_what_was_typed_comes_back_where_its_criterion_was_taken_out_meanwhile(
    client: Client, clinic: Clinic, writer: Member
) -> None:
    row = a_policy(writer)
    here = f"/own/{row.id}/items/own-1/"
    assert '<input type="hidden" name="kind" value="tried_and_failed">' in words(client.get(here))
    typed = {**CRITERION, "kind": "tried_and_failed", "revision": row.revision}
    client.post(here, {"remove": "1", "revision": row.revision})
    answer = client.post(here, typed)
    assert answer.status_code == 422
    assert "Somebody changed this record" in words(answer)
    assert "Two therapies were tried." in words(answer)
    client.post(here, {**typed, "revision": only(clinic).revision})
    assert [one["text"] for one in only(clinic).content["criteria"]] == ["Two therapies were tried."]


@pytest.mark.parametrize("make", [a_policy, a_publication])
def test_a_record_that_this_release_cannot_read_is_told_and_changes_nothing(
    client: Client, clinic: Clinic, writer: Member, second: Member, make: Any
) -> None:
    row = in_use(make(writer), second)
    OwnRecord.objects.of(clinic).filter(id=row.id).update(content={"renamed": row.content})
    assert "Does not fit this release" in words(client.get("/own/"))
    assert "This release can’t read it" in words(client.get(f"/own/{row.id}/"))
    assert "Add the record anew, from its source" in moved(client, row, "change")
    assert OwnRecord.objects.of(clinic).count() == 1
    moved(client, row, "retire")
    assert only(clinic).status == "retired"


def test_only_the_writer_finds_the_forms_of_a_draft(writer: Member, second: Member) -> None:
    row = a_policy(writer)
    browser = people.browser(second)
    for page in ("head/", "add/", "items/own-1/"):
        assert browser.get(f"/own/{row.id}/{page}").status_code == 404
    assertContains(browser.get(f"/own/{row.id}/"), "Ruth Calder is writing it")


def test_the_list_shows_what_waits_first_and_what_is_due(client: Client, writer: Member, second: Member) -> None:
    old = in_use(a_policy(writer, verified={"date": "2024-01-02", "pages": [], "note": "Portal."}), second)
    waiting = a_reading(writer)
    moved(client, waiting, "submit")
    page = words(client.get("/own/"))
    assert page.index(f"/own/{waiting.id}/") < page.index(f"/own/{old.id}/")
    due = words(client.get("/own/", {"show": "due"}))
    assert "due now" in due
    assert f"/own/{waiting.id}/" not in due


def test_a_version_in_use_becomes_a_new_draft(client: Client, clinic: Clinic, writer: Member, second: Member) -> None:
    row = in_use(a_policy(writer), second)
    assert "Version 1" in moved(client, row, "change")
    draft = OwnRecord.objects.of(clinic).get(status="draft")
    assert (draft.number, draft.written_by) == (2, writer)


def test_a_shipped_policy_that_was_read_says_so(client: Client, writer: Member, second: Member) -> None:
    row = in_use(a_reading(writer), second)
    assertContains(client.get(f"/policies/{RECALLED}/"), "Your clinic has read this policy itself")
    assertContains(client.get(f"/policies/{row.key}/"), "as second reader")


def test_the_list_and_a_record_cost_the_same_queries_whatever_they_hold(
    client: Client, writer: Member, second: Member, django_assert_max_num_queries: Any
) -> None:
    first = in_use(a_policy(writer), second)
    client.get("/own/")
    for count in (1, 6):
        for _ in range(count):
            in_use(a_policy(writer), second)
        client.get("/own/")
        with django_assert_max_num_queries(4):
            client.get("/own/")
        with django_assert_max_num_queries(5):
            client.get(f"/own/{first.id}/")
        with django_assert_max_num_queries(4):
            client.get("/policies/")
