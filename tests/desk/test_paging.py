"""A long list is walked page by page, forwards and back; nothing is left out or told twice."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from priorauth.cases.models import Case, WorkItem
from priorauth.clinics.models import Clinic
from priorauth.desk.worklist import ORDER
from priorauth.paging import Count, Page, counted, page_of
from tests.factories import TODAY, a_case

pytestmark = pytest.mark.django_db
SIZE = 4


@pytest.fixture
def items(clinic: Clinic) -> list[Any]:
    """Eleven things to do, several of a day, some without one; by the keys of their order."""
    case = a_case(clinic)
    WorkItem.objects.of(clinic).delete()
    days = [TODAY + dt.timedelta(days=day) for day in (3, 1, 1, 1, 1, 1, 2)] + [dt.date.max] * 4
    WorkItem.objects.of(clinic).bulk_create(
        WorkItem(id=uuid4(), clinic=clinic, case=case, position=place, kind="facts", do="Do", act="Do", sorts_on=day)
        for place, day in enumerate(days)
    )
    return sorted((day, case.id, place) for place, day in enumerate(days))


def keys(page: Page[WorkItem]) -> list[Any]:
    return [tuple(getattr(row, key) for key in ORDER) for row in page.rows]


def pages(clinic: Clinic, *, newest_first: bool = False) -> list[Page[WorkItem]]:
    """Every page, by the place that each gives of the next."""
    found = [page_of(WorkItem.objects.of(clinic), ORDER, None, SIZE, newest_first=newest_first)]
    while found[-1].has_next:
        found.append(page_of(WorkItem.objects.of(clinic), ORDER, found[-1].next, SIZE, newest_first=newest_first))
    return found


@pytest.mark.parametrize("newest_first", [False, True])
def test_every_row_is_on_one_page(clinic: Clinic, items: list[Any], *, newest_first: bool) -> None:
    walked = [key for page in pages(clinic, newest_first=newest_first) for key in keys(page)]
    assert walked == sorted(items, reverse=newest_first)


@pytest.mark.parametrize("newest_first", [False, True])
def test_the_way_back_is_the_way_there(clinic: Clinic, items: list[Any], *, newest_first: bool) -> None:
    there = pages(clinic, newest_first=newest_first)
    page, back = there[-1], [keys(there[-1])]
    while page.has_previous:
        page = page_of(WorkItem.objects.of(clinic), ORDER, page.previous, SIZE, newest_first=newest_first)
        back.append(keys(page))
    assert back[::-1] == [keys(one) for one in there]
    assert (page.start_index, page.has_next) == (1, True)


def test_it_says_where_it_stands(clinic: Clinic, items: list[Any]) -> None:
    assert [(page.start_index, page.end_index) for page in pages(clinic)] == [(1, 4), (5, 8), (9, 11)]


def test_what_is_done_meanwhile_moves_nothing(clinic: Clinic, items: list[Any]) -> None:
    """The last row of a page is done before the next page is asked for."""
    first = page_of(WorkItem.objects.of(clinic), ORDER, None, SIZE)
    WorkItem.objects.of(clinic).filter(id=first.rows[-1].id).delete()
    assert keys(page_of(WorkItem.objects.of(clinic), ORDER, first.next, SIZE)) == items[SIZE : 2 * SIZE]


def test_a_place_behind_everything_is_the_first_page(clinic: Clinic, items: list[Any]) -> None:
    last = pages(clinic)[-1]
    assert keys(page_of(WorkItem.objects.of(clinic), ORDER, last.next, SIZE)) == items[:SIZE]


def test_no_place_tells_what_it_holds(clinic: Clinic, items: list[Any]) -> None:
    place = page_of(WorkItem.objects.of(clinic), ORDER, None, SIZE).next
    assert str(items[SIZE - 1][0]) not in place


def test_a_place_in_another_list_is_none(clinic: Clinic, items: list[Any]) -> None:
    place = page_of(WorkItem.objects.of(clinic), ORDER, None, SIZE).next
    assert page_of(Case.objects.of(clinic), ("created_at", "id"), place, SIZE).before == 0


def test_counting_ends_at_the_bound(clinic: Clinic, items: list[Any]) -> None:
    assert counted(WorkItem.objects.of(clinic), most=5) == Count(5, is_more=True)
    assert counted(WorkItem.objects.of(clinic), most=11) == Count(11)
    assert str(Count(1000, is_more=True)) == "1,000+"
