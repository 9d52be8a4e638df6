"""The library's pages: lists that can be searched, filtered and paged; records with what their trust rests on."""

import datetime as dt
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertNumQueries

from priorauth.core.library import Library
from priorauth.core.records.route import VerdictRule
from priorauth.core.vocabulary import Direction, Trust
from priorauth.reference.evidence import Reading, Topic, entries, topic_of
from priorauth.reference.policies import policy_entries
from priorauth.reference.services import shipped_library
from tests import people
from tests.factories import a_clinic

pytestmark = pytest.mark.django_db
LIBRARY, POLICIES = "/library/", "/policies/"


@pytest.fixture
def client() -> Client:
    """The browser of a member, who has looked at a page before."""
    browser = people.browser(people.member(a_clinic()))
    browser.get(LIBRARY)
    return browser


@pytest.fixture
def library() -> Library:
    return shipped_library()


def page(client: Client, address: str, **asked: object) -> str:
    answer: HttpResponse = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def slices(text: str) -> dict[str, int]:
    return {label: int(count) for count, label in re.findall(r"<b>(\d+)</b> ([^<]+)</a>", text)}


def test_every_publication_and_policy_has_its_page(client: Client, library: Library) -> None:
    for record_id in library.publications:
        assert page(client, f"{LIBRARY}{record_id}/")
    for policy_id in library.policies:
        assert page(client, f"{POLICIES}{policy_id}/")


def test_the_lists_cost_no_query_of_their_own(client: Client) -> None:
    """Session, user and membership; the library is in memory."""
    for address in (LIBRARY, POLICIES):
        with assertNumQueries(3):
            client.get(address)


def test_a_list_is_paged_and_an_unknown_page_is_the_nearest(client: Client, library: Library) -> None:
    first, last = page(client, LIBRARY), page(client, LIBRARY, page=999)
    assert first.count('class="trow"') == 40
    assert last.count('class="trow"') == len(library.publications) % 40
    assert "1 to 40 of" in first
    assert 'rel="next"' in first
    assert 'rel="prev"' in last


def test_slices_count_what_the_findings_say(client: Client, library: Library) -> None:
    counts = slices(page(client, LIBRARY))
    found = entries(library)
    assert counts["All"] == len(library.publications)
    assert counts["Support"] == sum(Direction.SUPPORTS in entry.directions for entry in found)
    assert counts["Can’t be cited"] == sum(not entry.is_citable for entry in found)


def test_search_finds_by_author_number_and_words_of_a_finding(client: Client, library: Library) -> None:
    for words in ("fazekas 2008", "PRIVIG", library.publications["fazekas-2008"].citation.doi):
        assert "Fazekas 2008" in page(client, LIBRARY, q=words), words
    assert "No publication fits" in page(client, LIBRARY, q="no such words anywhere")


def test_choices_narrow_the_list_and_an_unknown_one_is_not_asked(client: Client, library: Library) -> None:
    text = page(client, LIBRARY, topic="progressive", design="rct")
    assert "Hommes 2004" in text
    assert "Fazekas 1997" not in text
    assert slices(page(client, LIBRARY, topic="nonsense"))["All"] == len(library.publications)


def test_what_is_typed_is_shown_as_text(client: Client) -> None:
    text = page(client, LIBRARY, q='"><script>alert(1)</script>')
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_a_finding_that_must_be_said_is_locked(client: Client) -> None:
    assert "Contrary, must be said" in page(client, LIBRARY, q="hommes 2004")
    assert "Contrary, must be said" in page(client, f"{LIBRARY}hommes-2004/")


def test_a_record_that_nobody_read_says_so(client: Client, library: Library) -> None:
    unread = next(record.id for record in library.publications.values() if record.verified is None)
    assert "Nothing from this record may be cited" in page(client, f"{LIBRARY}{unread}/")


@pytest.mark.parametrize("address", [f"{LIBRARY}nothing/", f"{POLICIES}nothing/"])
def test_what_is_not_in_the_library_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_criterion_that_is_only_recalled_asks_and_gives_no_verdict(client: Client, library: Library) -> None:
    recalled = next(
        entry
        for entry in policy_entries(library)
        if entry.asked and all(one.criterion.basis is Trust.RECALLED for one in entry.asked)
    )
    assert {one.rule for one in recalled.asked} <= {VerdictRule.QUESTION, VerdictRule.NONE}
    text = page(client, f"{POLICIES}{recalled.policy.id}/")
    assert "Gives a verdict" not in text
    assert "Unconfirmed" in text


def test_policies_are_found_by_payer_and_by_position(client: Client) -> None:
    assert "Aetna" in page(client, POLICIES, q="aetna", position="experimental")
    assert "No policy fits" in page(client, POLICIES, q="aetna", position="covered_with_criteria")


def test_each_publication_has_one_topic_and_a_name(library: Library) -> None:
    found = entries(library)
    assert len(found) == len(library.publications)
    assert all(entry.name and not entry.name.startswith(("1", "2")) for entry in found)
    assert topic_of(library.publications["hommes-2004"]) is Topic.PROGRESSIVE
    assert topic_of(library.publications["fazekas-1997"]) is Topic.RELAPSING


def test_reading_tells_abstract_from_full_text(library: Library) -> None:
    by_id = {entry.publication.id: entry for entry in entries(library)}
    assert by_id["fazekas-1997"].reading is Reading.ABSTRACT
    assert {entry.reading for entry in by_id.values()} == set(Reading)


def test_a_record_is_due_sixty_days_before_its_review(library: Library) -> None:
    entry = next(entry for entry in entries(library) if entry.review_by)
    assert entry.review_by is not None
    assert entry.is_due(entry.review_by - dt.timedelta(days=60))
    assert not entry.is_due(entry.review_by - dt.timedelta(days=61))
