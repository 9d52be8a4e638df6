"""The studio through the test client: one sheet, why each sentence stands there, edits that lose nothing typed."""

import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.cases.models import Case, Exhibit
from priorauth.clinics.models import Clinic, Member
from priorauth.core.facts import CaseFacts
from priorauth.core.vocabulary import LetterKind
from priorauth.letters.drafts import add_paragraph, composed, confirm, leave_out, open_draft, reword
from priorauth.letters.models import Draft, Letter, Reading, Rendering
from priorauth.patients.models import Relapse
from priorauth.patients.sections import add_entry, section_of
from tests import people
from tests.cases.importing import imported
from tests.core.examples import example_file
from tests.drafting.conftest import DAY, weigh
from tests.pages import words

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
REVIEW, PRIVIG = "review", "privig@rrms_second_line"


@pytest.fixture
def browser(coordinator: Member) -> Client:
    return people.browser(coordinator)


def address(draft: Draft, part: str = "") -> str:
    return f"/letters/drafts/{draft.id}/{part}"


def send(browser: Client, draft: Draft, do: str, *, htmx: bool = False, **typed: object) -> HttpResponse:
    """Posts an edit on the draft as it stands now."""
    fresh = Draft.objects.of(draft.clinic).get(id=draft.id)
    values = {"do": do, "revision": fresh.revision, **typed}
    answer: HttpResponse = browser.post(address(draft, "edit/"), values, headers=HTMX if htmx else {})
    return answer


def actions(member: Member) -> list[str]:
    return list(Entry.objects.filter(by_id=str(member.id)).order_by("number").values_list("action", flat=True))


def test_choosing_a_kind_opens_its_draft_and_the_same_one_again(browser: Client, case: Case, clinic: Clinic) -> None:
    for _ in range(2):
        answer = browser.post(f"/cases/{case.id}/letter/", {"kind": "appeal_1"})
        draft = Draft.objects.of(clinic).get()
        assert answer.headers["Location"] == address(draft)


def test_a_program_is_for_a_support_letter_alone_which_needs_one(browser: Client, case: Case, clinic: Clinic) -> None:
    there = f"/cases/{case.id}/letter/"
    browser.post(there, {"kind": "appeal_1", "program": "grifols_pap"})
    assert Draft.objects.of(clinic).get().program == ""
    answer = browser.post(there, {"kind": "assistance_support"})
    assert answer.status_code == 422
    assert "A support letter goes to one program. Choose it." in words(answer)
    browser.post(there, {"kind": "assistance_support", "program": "grifols_pap"})
    assert Draft.objects.of(clinic).get(kind="assistance_support").program == "grifols_pap"


def test_an_address_may_name_the_kind_that_is_chosen_first(browser: Client, case: Case) -> None:
    page = words(browser.get(f"/cases/{case.id}/letter/", {"kind": "peer_to_peer"}))
    assert '<option value="peer_to_peer" selected>' in page


def test_the_sheet_shows_the_letter_with_every_sentence_as_a_link(browser: Client, draft: Draft) -> None:
    page = browser.get(address(draft)).content.decode()
    assert "DRAFT" in page
    assert "I am Dana Whitlock’s neurologist." in page
    assert 'href="?at=review.0#review.0"' in page
    assert page.count('class="s"') > 50


def test_a_chosen_sentence_shows_why_it_stands_there_without_javascript(browser: Client, draft: Draft) -> None:
    page = words(browser.get(address(draft), {"at": f"{PRIVIG}.4"}))
    assert page.count('aria-current="true"') == 1
    assert "Fazekas 2008, Neurology" in page
    assert "Contrary, must be said" in page
    assert "https://doi.org/10.1212/01.wnl.0000318281.98220.6f" in page
    assert "/library/fazekas-2008/#relapse-free" in page


def test_a_fact_leads_to_its_field_and_to_the_page_that_proves_it(
    browser: Client, draft: Draft, clinic: Clinic, case: Case
) -> None:
    document = Exhibit.objects.of(clinic).get(case=case, letter="A").document
    document.content.save("a.pdf", ContentFile(b"%PDF-1.7"))
    page = words(browser.get(address(draft, "why/"), {"at": "review.0"}, headers=HTMX))
    assert "Visit of Oct 28, 2026" in page
    assert f"/cases/{case.id}/activity/#disability" in page
    assert f"/cases/documents/{document.id}/" in page


def test_what_is_no_sentence_any_more_is_said(browser: Client, draft: Draft) -> None:
    for path in (address(draft), address(draft, "why/")):
        assert "no longer in the letter" in browser.get(path, {"at": "nowhere.7"}).content.decode()


def test_reading_a_letter_is_one_entry_however_many_sentences_are_looked_at(
    browser: Client, coordinator: Member, draft: Draft
) -> None:
    browser.get(address(draft))
    for sentence in ("review.0", f"{PRIVIG}.0", "title.0"):
        browser.get(address(draft, "why/"), {"at": sentence}, headers=HTMX)
    assert actions(coordinator).count(Action.LETTER_READ) == 1


def test_grounds_asked_for_without_the_letter_are_a_reading(browser: Client, coordinator: Member, draft: Draft) -> None:
    browser.get(address(draft, "why/"), {"at": "review.0"}, headers=HTMX)
    assert actions(coordinator).count(Action.LETTER_READ) == 1
    assert not Reading.objects.of(draft.clinic).exists()  # the sheet beside it may be an older one


def test_the_number_of_queries_does_not_grow_with_the_record(browser: Client, draft: Draft, case: Case) -> None:
    browser.get(address(draft))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(address(draft), {"at": "review.0"})
        counts.append(len(queries))
        for month in (1, 2, 3):
            revision = section_of(Relapse, case.patient).revision
            add_entry(Relapse, case.patient, revision, date=f"2024-0{month}", site="brain")
        browser.get(address(draft))
    assert counts[0] == counts[1]


def test_a_paragraph_is_reworded_and_its_original_stays_beside_it(browser: Client, draft: Draft) -> None:
    form = words(browser.get(address(draft), {"edit": REVIEW}))
    assert "Reword this paragraph" in form
    assert "As composed" in form
    answer = send(browser, draft, "reword", paragraph=REVIEW, words="I will see her every three months.")
    assert answer.headers["Location"] == f"{address(draft)}?at=review.0#review.0"
    page = words(browser.get(address(draft), {"at": "review.0"}))
    assert "I will see her every three months." in page
    assert "In the words of Dana Whitfield, RN." in page
    assert "Reworded by Dana Whitfield, RN" in page
    form = words(browser.get(address(draft), {"edit": REVIEW}))
    assert "Annualized relapses" in form
    assert "Put the composed words back" in form


def test_to_htmx_an_edit_gives_the_sheet_and_what_stands_beside_it(browser: Client, draft: Draft) -> None:
    answer = send(browser, draft, "reword", htmx=True, paragraph=REVIEW, words="I see her monthly (PMID 12345678).")
    page = words(answer)
    assert answer.status_code == 200
    assert "<html" not in page
    assert "I see her monthly" in page
    assert 'id="checks"' in page
    assert "PMID 12345678" in page.partition('id="checks"')[2]


def test_a_paragraph_is_left_out_shown_where_it_stood_and_put_back(browser: Client, draft: Draft) -> None:
    send(browser, draft, "leave_out", paragraph="safety_line")
    page = words(browser.get(address(draft)))
    assert "Left out" in page
    assert page.index('id="review.0"') < page.index("Left out") < page.index('id="rights_asked.0"')
    send(browser, draft, "restore", paragraph="safety_line")
    assert "Left out" not in words(browser.get(address(draft)))


def test_what_must_be_said_can_be_reworded_and_says_so(browser: Client, draft: Draft) -> None:
    off_label = "narrow@rrms_second_line"
    form = words(browser.get(address(draft), {"edit": off_label}))
    assert "It must be said: that the use is off-label" in form
    assert "Leave out" not in form
    answer = send(browser, draft, "leave_out", paragraph=off_label)
    assert answer.status_code == 422
    assert "You can reword it." in words(answer)


def test_a_paragraph_is_added_and_taken_out_again(browser: Client, draft: Draft) -> None:
    assert "A paragraph of your own" in words(browser.get(address(draft), {"add": REVIEW}))
    send(browser, draft, "add", after=REVIEW, words="I have examined her four times this year.")
    page = words(browser.get(address(draft)))
    added = re.search(r'id="(added_[0-9a-f]+)\.0"', page)
    assert added is not None
    assert page.index('id="review.0"') < added.start() < page.index('id="safety_line.0"')
    assert "Take it out" in words(browser.get(address(draft), {"edit": added[1]}))
    send(browser, draft, "restore", paragraph=added[1])
    assert "I have examined her" not in words(browser.get(address(draft)))


@pytest.mark.parametrize("query", [{"edit": "re_appeal"}, {"edit": "signer"}, {"add": "exhibits"}, {"edit": "nowhere"}])
def test_what_is_made_of_the_record_alone_opens_no_form(browser: Client, draft: Draft, query: dict[str, str]) -> None:
    assert 'id="wording"' not in browser.get(address(draft), query).content.decode()


def test_empty_words_are_refused_at_the_form(browser: Client, draft: Draft) -> None:
    answer = send(browser, draft, "reword", paragraph=REVIEW, words="   ")
    assert answer.status_code == 422
    assert "Nothing is written here." in words(answer)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_colleague_who_was_faster_is_shown_and_nothing_typed_is_lost(
    browser: Client, prescriber: Member, draft: Draft, htmx: bool
) -> None:
    browser.get(address(draft), {"edit": REVIEW})
    opened = draft.revision
    reword(prescriber, draft, opened, REVIEW, "Words of a colleague.")
    sent = {"do": "reword", "revision": opened, "paragraph": REVIEW, "words": "Words of mine."}
    answer = browser.post(address(draft, "edit/"), sent, headers=HTMX if htmx else {})
    page = words(answer)
    assert answer.status_code == (200 if htmx else 409)
    assert ">Words of mine.</textarea>" in page
    assert "A colleague changed this letter" in page
    assert "Words of a colleague." in page
    again = Draft.objects.of(draft.clinic).get(id=draft.id).revision
    assert f'name="revision" value="{again}"' in page
    browser.post(address(draft, "edit/"), {**sent, "revision": again})
    assert "Words of mine." in words(browser.get(address(draft)))


def test_words_on_a_paragraph_that_is_gone_are_kept_in_the_form(
    browser: Client, prescriber: Member, draft: Draft
) -> None:
    opened = draft.revision
    leave_out(prescriber, draft, opened, REVIEW)
    sent = {"do": "reword", "revision": opened, "paragraph": REVIEW, "words": "Words of mine."}
    assert ">Words of mine.</textarea>" in words(browser.post(address(draft, "edit/"), sent))


def test_a_paragraph_of_ones_own_after_one_that_is_gone_is_kept_in_the_form(
    browser: Client, prescriber: Member, draft: Draft
) -> None:
    opened = draft.revision
    leave_out(prescriber, draft, opened, "safety_line")
    sent = {"do": "add", "revision": opened, "after": "safety_line", "words": "Words of mine."}
    assert ">Words of mine.</textarea>" in words(browser.post(address(draft, "edit/"), sent))


def test_an_edit_whose_facts_changed_shows_both_and_asks(browser: Client, draft: Draft, case: Case) -> None:
    send(browser, draft, "reword", paragraph="dose_sum", words="I ask for 0.4 g/kg of her weight.")
    weigh(case, "72.0")
    page = words(browser.get(address(draft)))
    assert "The record changed under an edit." in page
    assert "I ask for 0.4 g/kg of her weight." in page
    assert "0.4 g/kg × 72.0 kg" in page
    edit = composed(Draft.objects.of(draft.clinic).get(id=draft.id), DAY).stale[0].edit.id
    send(browser, draft, "keep", edit=edit)
    page = words(browser.get(address(draft)))
    assert "The record changed" not in page
    assert "I ask for 0.4 g/kg of her weight." in page


def test_the_new_words_can_be_taken_instead(browser: Client, draft: Draft, case: Case) -> None:
    send(browser, draft, "reword", paragraph="dose_sum", words="I ask for 0.4 g/kg of her weight.")
    weigh(case, "72.0")
    edit = composed(Draft.objects.of(draft.clinic).get(id=draft.id), DAY).stale[0].edit.id
    send(browser, draft, "take", edit=edit)
    assert "I ask for 0.4 g/kg of her weight." not in words(browser.get(address(draft)))


def test_a_check_that_no_fact_settles_is_confirmed_and_opened_again(browser: Client, draft: Draft) -> None:
    assert "1 to settle" in words(browser.get(address(draft)))
    send(browser, draft, "confirm", item="dose.rounding", note="The pharmacy gives 25 g.")
    page = words(browser.get(address(draft)))
    assert "Can be signed" in page
    assert "The pharmacy gives 25 g." in page
    send(browser, draft, "unconfirm", item="dose.rounding")
    assert "1 to settle" in words(browser.get(address(draft)))


def test_a_confirmation_without_a_word_is_asked_for_one(browser: Client, draft: Draft) -> None:
    answer = send(browser, draft, "confirm", item="dose.rounding", note=" ")
    assert answer.status_code == 422
    assert "Say who was asked" in words(answer)


def test_a_note_that_came_too_late_is_still_in_its_field(browser: Client, prescriber: Member, draft: Draft) -> None:
    opened = draft.revision
    add_paragraph(prescriber, draft, opened, REVIEW, "Mine.")
    sent = {"do": "confirm", "revision": opened, "item": "dose.rounding", "note": "The pharmacy gives 25 g."}
    answer = browser.post(address(draft, "edit/"), sent)
    assert answer.status_code == 409
    assert 'value="The pharmacy gives 25 g."' in words(answer)


def test_a_note_on_an_item_that_is_not_open_any_more_is_shown_with_what_is_wrong(
    browser: Client, prescriber: Member, draft: Draft
) -> None:
    opened = draft.revision
    draft = confirm(prescriber, draft, opened, "dose.rounding", "They give 25 g.")
    for revision, told in ((opened, "A colleague changed this letter"), (draft.revision, "settled by the record")):
        sent = {"do": "confirm", "revision": revision, "item": "dose.rounding", "note": "The pharmacy gives 25 g."}
        checks = words(browser.post(address(draft, "edit/"), sent)).partition('id="checks"')[2]
        assert told in checks
        assert "<q>The pharmacy gives 25 g.</q>" in checks


def test_an_edit_that_does_not_exist_is_a_bad_request(browser: Client, draft: Draft) -> None:
    assert send(browser, draft, "burn").status_code == 400


def test_a_reader_sees_the_letter_its_grounds_and_no_way_to_change_it(clinic: Clinic, draft: Draft) -> None:
    reader = people.browser(people.member(clinic, "auditor", "Luis Barrera"))
    page = words(reader.get(address(draft), {"at": f"{PRIVIG}.0", "edit": REVIEW}))
    assert "Fazekas 2008" in page
    assert "Reword" not in page
    assert "<textarea" not in page
    assert not Rendering.objects.of(clinic).exists()


def test_a_script_that_was_typed_stays_text(browser: Client, draft: Draft) -> None:
    send(browser, draft, "reword", paragraph=REVIEW, words="<script>alert(1)</script> & more.")
    for query in ({}, {"at": "review.0"}, {"edit": REVIEW}):
        page = browser.get(address(draft), query).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_while_it_is_read_its_pdf_is_made_once_and_its_pages_are_marked(
    browser: Client, draft: Draft, clinic: Clinic
) -> None:
    for _ in range(2):
        browser.get(address(draft))
    job = Rendering.objects.of(clinic).get()
    assert job.letter.state == Letter.State.AHEAD
    starts = [
        {"section": "header", "continues": False},
        {"section": "dose_plan", "block": "dose", "row": 1, "continues": True},
        {"section": "references", "continues": False},
    ]
    Rendering.objects.of(clinic).update(page_starts=starts)
    page = words(browser.get(address(draft)))
    assert "3 pages" in page
    assert page.index('id="dose.0"') < page.index("Page 2") < page.index('id="dose.1"')
    assert page.index("Page 3 begins here") < page.index("<h2>References</h2>")
    assert "3 pages" in words(browser.get(address(draft, "pages/"), headers=HTMX))


def test_a_job_that_failed_says_why_and_is_tried_again(browser: Client, draft: Draft, clinic: Clinic) -> None:
    browser.get(address(draft))
    Rendering.objects.of(clinic).update(status="failed", error="The letter’s fonts cannot print U+4E2D.", attempts=3)
    page = words(browser.get(address(draft)))
    assert "cannot print U+4E2D" in page
    job = Rendering.objects.of(clinic).get()
    answer = browser.post(f"/letters/jobs/{job.id}/again/")
    assert answer.headers["Location"] == address(draft)
    assert Rendering.objects.of(clinic).get().status == "queued"


def test_the_draft_as_a_pdf_is_marked_and_has_its_own_page(browser: Client, draft: Draft, clinic: Clinic) -> None:
    answer = browser.post(address(draft, "pdf/"))
    job = Rendering.objects.of(clinic).get(variant="draft")
    assert answer.headers["Location"] == f"/letters/{job.id}/"


def test_a_case_that_lacks_what_every_letter_needs_can_be_read_and_says_what(
    browser: Client, draft: Draft, clinic: Clinic
) -> None:
    Relapse.objects.of(clinic).update(date=None)
    page = words(browser.get(address(draft)))
    assert "to settle" in page
    assert "relapses" in page.partition('id="checks"')[2]


def test_the_letters_of_a_case_are_listed_with_their_drafts(browser: Client, case: Case, draft: Draft) -> None:
    send(browser, draft, "reword", paragraph=REVIEW, words="I see her monthly.")
    page = words(browser.get(f"/cases/{case.id}/letters/"))
    assert "First internal appeal" in page
    assert "1 edit by hand" in page
    assert "Dana Whitfield, RN" in page
    assert address(draft) in page


def test_a_case_without_letters_says_how_to_get_one(browser: Client, case: Case) -> None:
    assert "No letters yet" in words(browser.get(f"/cases/{case.id}/letters/"))


BRANDT, MENASCU = "brandt-wouters-2016/relapse-rate", "menascu-2023/adjusted-risk"
FOR = "evidence_for_after_delivery"


@pytest.fixture
def postpartum(coordinator: Member) -> Draft:
    """The first request of example 03, for which the library holds a study that its letter does not cite."""
    case = imported(CaseFacts.model_validate(example_file("03")), coordinator.clinic)
    return open_draft(coordinator, case, LetterKind.MEDICAL_NECESSITY)


def place_of(draft: Draft, finding: str) -> str:
    choices = composed(draft, DAY).edited.choices.items()
    return next(f"{block}.{number}" for (block, number), one in choices if one.instead_of == finding and block == FOR)


def test_another_finding_is_offered_with_its_figures_and_limits_and_takes_the_place(
    browser: Client, postpartum: Draft
) -> None:
    at = place_of(postpartum, MENASCU)
    page = browser.get(address(postpartum), {"at": at}).content.decode()
    assert "Other findings for this argument" in page
    assert "Brandt-Wouters" in page.partition("Other findings for this argument")[2]
    chosen = {"paragraph": FOR, "number": at.rpartition(".")[2], "instead_of": MENASCU, "finding": BRANDT}
    answer = send(browser, postpartum, "choose", **chosen)
    assert answer.status_code == 302
    sheet = words(browser.get(answer.headers["Location"]))
    assert "In 42 pregnancies treated with low fixed-dose IVIG after delivery" in sheet
    again = send(browser, postpartum, "choose", **chosen)
    assert again.status_code == 422
    assert "The letter has changed: this finding can’t stand there." in words(again)
    send(browser, postpartum, "restore", paragraph=FOR)
    assert not Draft.objects.of(postpartum.clinic).get(id=postpartum.id).value().items


@pytest.mark.parametrize(
    "finding", ["rosa-2018/effect", "gray-cochrane-update/relapse-rate", "haas-2007/postpartum-rate"]
)
def test_a_finding_that_was_not_offered_is_not_taken(browser: Client, postpartum: Draft, finding: str) -> None:
    number = place_of(postpartum, MENASCU).rpartition(".")[2]
    chosen = {"paragraph": FOR, "number": number, "instead_of": MENASCU, "finding": finding}
    assert send(browser, postpartum, "choose", **chosen).status_code == 422
    assert not Draft.objects.of(postpartum.clinic).get(id=postpartum.id).value().items


def test_where_the_library_holds_no_other_finding_the_page_says_so(browser: Client, postpartum: Draft) -> None:
    page = words(browser.get(address(postpartum), {"at": place_of(postpartum, "elovaara-2008/pregnancy")}))
    assert "The library holds no other finding that this letter may cite here." in page
