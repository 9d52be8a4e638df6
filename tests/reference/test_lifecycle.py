"""One person writes, a second one accepts: only then does anything of the clinic's use it, and nobody else's ever."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from pytest_django.asserts import assertNumQueries

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.cases.facts import facts_so_far
from priorauth.cases.models import Case
from priorauth.cases.wizard.readiness import Readiness, readiness
from priorauth.clinics.models import Clinic, Member
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import write_letter
from priorauth.letters.services import keep
from priorauth.patients.services import change_coverage
from priorauth.reference import lifecycle
from priorauth.reference.lifecycle import CannotMove
from priorauth.reference.models import LibraryVersion, OwnRecord
from priorauth.reference.services import (
    UnknownVersion,
    keep_version,
    library_of,
    records_of_version,
    shipped_library,
)
from tests.factories import a_case, a_clinic
from tests.reference.own import RECALLED, a_policy, a_publication, a_reading, in_use

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def case(clinic: Clinic) -> Case:
    """A case whose plan's policy nobody has read."""
    case = a_case(clinic)
    change_coverage(coverage=case.coverage, revision=0, policy=RECALLED)
    return case


def now(clinic: Clinic) -> Clinic:
    return Clinic.objects.get(pk=clinic.pk)


def panel(case: Case) -> Readiness:
    return readiness(case, facts_so_far(case, TODAY), library_of(now(case.clinic)))


def test_a_clinic_without_records_of_its_own_has_the_shipped_library(clinic: Clinic) -> None:
    assert library_of(clinic) is shipped_library()


def test_a_library_that_was_joined_once_costs_no_query(clinic: Clinic, writer: Member, second: Member) -> None:
    in_use(a_policy(writer), second)
    fresh = now(clinic)
    joined = library_of(fresh)
    with assertNumQueries(0):
        assert library_of(fresh) is joined


def test_a_draft_never_decides_a_verdict_and_a_reviewed_one_does(case: Case, writer: Member, second: Member) -> None:
    assert panel(case).judged == 0
    row = a_reading(writer)
    assert panel(case).judged == 0
    lifecycle.submit(row, revision=row.revision, by=writer)
    assert panel(case).judged == 0
    lifecycle.accept(row, revision=row.revision, by=second)
    # The one that was read, and the one of which the library itself has seen the words.
    assert panel(case).judged == 2
    assert any(line.standing == "question" for line in panel(case).criteria)


def test_the_second_reader_is_never_the_writer(clinic: Clinic, writer: Member) -> None:
    row = a_policy(writer)
    lifecycle.submit(row, revision=row.revision, by=writer)
    with pytest.raises(CannotMove, match="You wrote this version"):
        lifecycle.accept(row, revision=row.revision, by=writer)
    with pytest.raises(CannotMove, match="You wrote this version"):
        lifecycle.send_back(row, "No.", revision=row.revision, by=writer)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnRecord.objects.of(clinic).update(reviewed_by=writer)
    assert library_of(now(clinic)) is shipped_library()


def test_nothing_comes_into_use_without_a_reviewer(clinic: Clinic, writer: Member) -> None:
    a_policy(writer)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnRecord.objects.of(clinic).update(status="in_use")


def test_another_clinic_never_has_it(clinic: Clinic, writer: Member, second: Member) -> None:
    row = in_use(a_policy(writer), second)
    other = a_clinic("Lakeside")
    assert row.key in library_of(now(clinic)).policies
    assert row.key not in library_of(other).policies
    assert row.key not in shipped_library().policies


def test_only_the_writer_changes_a_draft(writer: Member, second: Member) -> None:
    row = a_policy(writer)
    with pytest.raises(CannotMove, match="Only Ruth Calder can change this draft"):
        lifecycle.save(row, row.content | {"title": "Other"}, revision=0, by=second)
    with pytest.raises(CannotMove, match="Only Ruth Calder"):
        lifecycle.submit(row, revision=0, by=second)


def test_what_the_second_reader_did_not_see_is_not_accepted(writer: Member, second: Member) -> None:
    row = a_policy(writer)
    lifecycle.submit(row, revision=row.revision, by=writer)
    seen = row.revision
    lifecycle.withdraw(row, revision=row.revision, by=writer)
    lifecycle.save(row, row.content | {"title": "Other"}, revision=row.revision, by=writer)
    lifecycle.submit(row, revision=row.revision, by=writer)
    with pytest.raises(CannotMove, match="Somebody changed this record"):
        lifecycle.accept(row, revision=seen, by=second)


def test_what_is_sent_back_is_a_draft_with_the_reason(writer: Member, second: Member) -> None:
    row = a_policy(writer)
    lifecycle.submit(row, revision=row.revision, by=writer)
    lifecycle.send_back(row, "Page 4 says three drugs.", revision=row.revision, by=second)
    assert (row.status, row.returned_because, row.returned_by) == ("draft", "Page 4 says three drugs.", second)
    lifecycle.submit(row, revision=row.revision, by=writer)
    assert row.returned_because == ""


def test_a_change_is_a_new_version_that_needs_a_second_reader_again(
    clinic: Clinic, writer: Member, second: Member
) -> None:
    first = in_use(a_policy(writer), second)
    change = lifecycle.start_version(first, by=second)
    assert (change.number, change.status, change.key) == (2, "draft", first.key)
    lifecycle.save(change, change.content | {"title": "Immune globulin, 2027"}, revision=0, by=second)
    assert library_of(now(clinic)).policies[first.key].title == "Immune globulin"
    in_use(change, writer)
    first.refresh_from_db(from_queryset=OwnRecord.objects.of(clinic))
    assert first.status == "retired"
    assert first.content["title"] == "Immune globulin"
    assert library_of(now(clinic)).policies[first.key].title == "Immune globulin, 2027"


def test_a_record_in_use_cannot_be_changed(writer: Member, second: Member) -> None:
    row = in_use(a_policy(writer), second)
    with pytest.raises(CannotMove, match="Somebody changed"):
        lifecycle.save(row, row.content | {"title": "Other"}, revision=row.revision, by=writer)
    with pytest.raises(CannotMove, match="Somebody changed"):
        lifecycle.discard(row, revision=row.revision, by=writer)


def test_two_people_who_begin_the_same_reading_have_one_draft(writer: Member, second: Member) -> None:
    assert a_reading(writer).id == lifecycle.start_reading(second, shipped_library().policies[RECALLED]).id


def test_a_policy_whose_position_nobody_read_is_not_submitted(writer: Member) -> None:
    row = lifecycle.start_reading(writer, shipped_library().policies[RECALLED])
    with pytest.raises(CannotMove, match="Nobody has recorded what the policy says of MS"):
        lifecycle.submit(row, revision=0, by=writer)


def test_a_publication_without_a_finding_is_not_submitted(writer: Member) -> None:
    with pytest.raises(CannotMove, match="It holds no finding yet"):
        lifecycle.submit(a_publication(writer, findings=[]), revision=0, by=writer)


def test_a_retired_record_leaves_the_library(clinic: Clinic, case: Case, writer: Member, second: Member) -> None:
    row = in_use(a_reading(writer), second)
    lifecycle.retire(row, revision=row.revision, by=writer)
    assert library_of(now(clinic)).version == shipped_library().version
    assert panel(case).judged == 0


def test_a_discarded_draft_is_gone(clinic: Clinic, writer: Member, second: Member) -> None:
    row = a_policy(writer)
    lifecycle.discard(row, revision=0, by=second)
    assert not OwnRecord.objects.of(clinic).exists()


def test_every_step_is_in_the_log(writer: Member, second: Member) -> None:
    row = in_use(a_reading(writer), second)
    lifecycle.retire(row, revision=row.revision, by=writer)
    made = [entry.action for entry in Entry.objects.filter(subject_id=str(row.id)).order_by("number")]
    names = ("STARTED", "CHANGED", "SUBMITTED", "ACCEPTED", "RETIRED")
    assert made == [Action[f"OWN_RECORD_{name}"] for name in names]


def test_a_letter_keeps_what_its_library_was_made_of(
    clinic: Clinic, case: Case, writer: Member, second: Member
) -> None:
    row = in_use(a_reading(writer), second)
    facts, library = facts_so_far(case, TODAY).facts, library_of(now(clinic))
    letter = write_letter(facts, LetterKind.MEDICAL_NECESSITY, library)
    lifecycle.retire(row, revision=row.revision, by=second)
    keep(people_now(writer), facts, letter, draft=True)
    keep(people_now(writer), facts, letter, draft=True)
    assert records_of_version(clinic, letter.library) == [row]
    assert LibraryVersion.objects.of(clinic).get().shipped == shipped_library().version


def people_now(member: Member) -> Member:
    return Member.objects.of(member.clinic).select_related("clinic", "user").get(id=member.id)


def test_the_shipped_version_needs_no_row_and_a_foreign_one_is_refused(
    clinic: Clinic, writer: Member, second: Member
) -> None:
    in_use(a_policy(writer), second)
    keep_version(clinic, shipped_library().version)
    assert not LibraryVersion.objects.of(clinic).exists()
    with pytest.raises(UnknownVersion):
        keep_version(clinic, "0" * 64)


def test_a_record_that_no_longer_fits_is_left_out_and_the_others_stay(
    clinic: Clinic, writer: Member, second: Member
) -> None:
    """As after an update of the program in which a record that it names is no more."""
    good, bad = in_use(a_publication(writer), second), in_use(a_policy(writer), second)
    OwnRecord.objects.of(clinic).filter(id=bad.id).update(content=bad.content | {"payer": ""})
    citation = good.content["citation"] | {"doi": "10.1000/another"}
    in_use(a_publication(writer, design="rct", citation=citation), second)
    library = library_of(now(clinic))
    assert good.key in library.publications
    assert bad.key not in library.policies


def test_the_operator_learns_which_records_do_not_fit(
    clinic: Clinic, writer: Member, second: Member, capsys: pytest.CaptureFixture[str]
) -> None:
    in_use(a_publication(writer), second)
    call_command("library", "own")
    assert "fits: 1." in capsys.readouterr().out
    bad = in_use(a_policy(writer), second)
    OwnRecord.objects.of(clinic).filter(id=bad.id).update(content=bad.content | {"payer": ""})
    with pytest.raises(CommandError, match="1 of 2 do not fit this release"):
        call_command("library", "own")
    assert f"riverbend: {bad.key}, version 1: " in capsys.readouterr().err


def test_one_paper_does_not_come_into_use_twice(writer: Member, second: Member) -> None:
    one, other = a_publication(writer), a_publication(writer)
    lifecycle.submit(other, revision=other.revision, by=writer)
    in_use(one, second)
    with pytest.raises(CannotMove, match="The library has this publication already"):
        lifecycle.accept(other, revision=other.revision, by=second)
