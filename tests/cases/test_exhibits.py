"""Exhibits through a coordinator's browser: read by content, kept encrypted, served to whoever may, cited."""

import io
import re
from pathlib import Path

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from priorauth.audit.models import Entry
from priorauth.cases.facts import facts_of
from priorauth.cases.models import Case, Exhibit, Proof
from priorauth.core.language import texts
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import write_letter
from priorauth.patients.models import Document, Relapse
from priorauth.reference.services import shipped_library
from tests import people
from tests.factories import TODAY, a_clinic, an_exhibit

pytestmark = pytest.mark.django_db


def a_pdf(pages: int = 3, *, password: str = "", script: bool = False) -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        pdf.add_blank_page()
    if script:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


def a_png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG")
    return out.getvalue()


def upload(browser: Client, case: Case, content: bytes, name: str = "scan.pdf", **typed: str) -> HttpResponse:
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    values = {"kind": "mri_report", "title": "MRI brain, Sep 3, 2026", "date": "09/03/2026", **typed}
    answer: HttpResponse = browser.post(
        f"/cases/{case.id}/exhibits/", {"new-file": file, **{f"new-{name}": value for name, value in values.items()}}
    )
    return answer


def test_an_upload_becomes_the_next_exhibit(browser: Client, case: Case) -> None:
    assert upload(browser, case, a_pdf(), proves="two new lesions").status_code == 302
    upload(browser, case, a_png(), "photo.png")
    first, second = Exhibit.objects.of(case.clinic).select_related("document")
    assert (first.letter, first.proves, first.document.pages, first.document.media_type) == (
        "A", "two new lesions", 3, "application/pdf",
    )  # fmt: skip
    assert (second.letter, second.document.pages, second.document.media_type) == ("B", 1, "image/png")


def test_a_file_is_what_it_holds_whatever_its_name_says(browser: Client, case: Case) -> None:
    upload(browser, case, a_png(), "report.pdf")
    assert Document.objects.of(case.clinic).get(title="MRI brain, Sep 3, 2026").media_type == "image/png"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"MZ\x90 a program", "no document that can be read"),
        (b"%PDF-1.7 torn off", "damaged"),
        (a_pdf(password="secret"), "asks for a password"),
        (b"GIF89a" + b"\0" * 40, "no document that can be read"),
    ],
)
def test_what_is_no_document_is_refused_with_what_to_do(browser: Client, case: Case, content: bytes, says: str) -> None:
    answer = upload(browser, case, content)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Exhibit.objects.of(case.clinic).exists()


def test_a_document_without_a_kind_is_asked_about_and_what_was_typed_stays(browser: Client, case: Case) -> None:
    answer = upload(browser, case, a_pdf(), kind="")
    assert "Choose what kind of document it is" in answer.content.decode()
    assert "MRI brain, Sep 3, 2026" in answer.content.decode()


def test_an_upload_that_the_store_does_not_take_is_asked_for_again_and_what_was_typed_stays(
    browser: Client, case: Case, store_is_down: None
) -> None:
    answer = upload(browser, case, a_pdf())
    assert answer.status_code == 422
    assert "could not keep this file just now" in answer.content.decode()
    assert "MRI brain, Sep 3, 2026" in answer.content.decode()
    assert not Document.objects.of(case.clinic).filter(title="MRI brain, Sep 3, 2026").exists()


def test_a_file_for_a_named_exhibit_that_the_store_does_not_take_is_asked_for_again(
    browser: Client, case: Case, store_is_down: None
) -> None:
    named = an_exhibit(case)
    typed = {"kind": "mri_report", "title": "MRI spine", "file": SimpleUploadedFile("scan.pdf", a_pdf())}
    answer = browser.post(f"/cases/{case.id}/exhibits/{named.id}/", typed)
    assert answer.status_code == 422
    assert "could not keep this file just now" in answer.content.decode()
    assert Document.objects.of(case.clinic).get(id=named.document_id).title != "MRI spine"


def test_a_script_in_a_pdf_is_taken_out(browser: Client, case: Case) -> None:
    upload(browser, case, a_pdf(script=True))
    document = Document.objects.of(case.clinic).get(title="MRI brain, Sep 3, 2026")
    answer = browser.get(f"/cases/documents/{document.id}/")
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert "/OpenAction" not in pdf.Root


def test_the_file_is_encrypted_on_the_disk_under_a_random_name(browser: Client, case: Case, files: Path) -> None:
    upload(browser, case, a_png(), "whitlock.png")
    (stored,) = [path for path in files.rglob("*") if path.is_file()]
    assert "whitlock" not in stored.name
    assert b"PNG" not in stored.read_bytes()


def test_a_document_is_read_by_its_clinic_alone_and_the_log_says_so(browser: Client, case: Case) -> None:
    upload(browser, case, a_png())
    document = Document.objects.of(case.clinic).get(title="MRI brain, Sep 3, 2026")
    answer = browser.get(f"/cases/documents/{document.id}/")
    assert answer.content == a_png()
    assert "MRI" not in answer.headers["Content-Disposition"]
    assert Entry.objects.latest("number").action == "document.read"
    stranger = people.browser(people.member(a_clinic("Mesa"), name="Sam Reyes"))
    assert stranger.get(f"/cases/documents/{document.id}/").status_code == 404


def test_a_document_that_nobody_uploaded_is_not_there(browser: Client, case: Case) -> None:
    upload(browser, case, a_png())
    document = Document.objects.of(case.clinic).get(title="MRI brain, Sep 3, 2026")
    Document.objects.of(case.clinic).filter(id=document.id).update(content="")
    assert browser.get(f"/cases/documents/{document.id}/").status_code == 404


def test_a_fact_is_proved_and_the_letter_cites_exhibit_and_page(browser: Client, case: Case) -> None:
    upload(browser, case, a_pdf(4))
    exhibit = Exhibit.objects.of(case.clinic).get()
    relapse = Relapse.objects.of(case.clinic).filter(patient=case.patient)[0]
    typed = {f"{relapse.id}-exhibit": str(exhibit.id), f"{relapse.id}-page": "2"}
    assert browser.post(f"/cases/{case.id}/exhibits/proofs/", typed).status_code == 302
    facts = facts_of(case, TODAY)
    assert [(one.exhibit, one.page) for one in facts.relapses or () if one.exhibit] == [("A", 2)]
    letter = write_letter(facts, LetterKind.MEDICAL_NECESSITY, shipped_library())
    assert any("A p. 2" in printed for _, printed in texts(letter.sections))


def test_a_proof_is_taken_back(browser: Client, case: Case) -> None:
    upload(browser, case, a_pdf())
    exhibit = Exhibit.objects.of(case.clinic).get()
    browser.post(f"/cases/{case.id}/exhibits/proofs/", {"diagnosis-exhibit": str(exhibit.id)})
    assert Proof.objects.of(case.clinic).filter(fact="diagnosis").exists()
    browser.post(f"/cases/{case.id}/exhibits/proofs/", {})
    assert not Proof.objects.of(case.clinic).exists()


@pytest.mark.parametrize(("page", "says"), [("9", "pages 1 to 3"), ("0", "pages 1 to 3"), ("two", "no number")])
def test_a_page_that_the_exhibit_has_not_is_told(browser: Client, case: Case, page: str, says: str) -> None:
    upload(browser, case, a_pdf())
    exhibit = Exhibit.objects.of(case.clinic).get()
    typed = {"diagnosis-exhibit": str(exhibit.id), "diagnosis-page": page}
    answer = browser.post(f"/cases/{case.id}/exhibits/proofs/", typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_an_exhibit_is_described_anew_and_taken_out(browser: Client, case: Case) -> None:
    upload(browser, case, a_pdf())
    exhibit = Exhibit.objects.of(case.clinic).get()
    address = f"/cases/{case.id}/exhibits/{exhibit.id}/"
    assert "MRI brain" in browser.get(address).content.decode()
    browser.post(address, {"kind": "progress_notes", "title": "Note of Sep 3", "date": "", "proves": ""})
    assert Exhibit.objects.of(case.clinic).select_related("document").get().document.title == "Note of Sep 3"
    browser.post(address, {"remove": "1"})
    assert not Exhibit.objects.of(case.clinic).exists()


def test_an_exhibit_that_a_case_file_named_gets_its_file(browser: Client, case: Case) -> None:
    exhibit = an_exhibit(case)
    file = SimpleUploadedFile("mri.pdf", a_pdf(2))
    typed = {"file": file, "kind": "mri_report", "title": "MRI brain", "date": "", "proves": ""}
    assert browser.post(f"/cases/{case.id}/exhibits/{exhibit.id}/", typed).status_code == 302
    document = Document.objects.of(case.clinic).get(id=exhibit.document_id)
    assert (document.pages, document.media_type, bool(document.content)) == (2, "application/pdf", True)


def test_the_exhibits_cost_the_same_whatever_their_number(browser: Client, case: Case) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(2):
        for _ in range(4):
            upload(browser, case, a_png())
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/cases/{case.id}/exhibits/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_storage_keeps_what_it_was_given() -> None:
    storage = Document._meta.get_field("content").storage
    name = storage.save("documents/x", ContentFile(b"abc"))
    with storage.open(name) as file:
        assert file.read() == b"abc"


def test_every_page_of_exhibits_is_a_look_at_the_case(browser: Client, case: Case) -> None:
    row = an_exhibit(case)
    looks = Entry.objects.filter(action="case.viewed")
    browser.get(f"/cases/{case.id}/exhibits/{row.id}/")
    assert browser.post(f"/cases/{case.id}/exhibits/proofs/", {"diagnosis-page": "0"}).status_code == 422
    assert looks.count() == 2


def test_who_describes_it_second_is_told_and_may_put_theirs_in_its_place(browser: Client, case: Case) -> None:
    row = an_exhibit(case)
    address = f"/cases/{case.id}/exhibits/{row.id}/"
    typed = {"kind": "mri_report", "title": "Mine", "date": "", "revision": str(row.document.revision)}
    browser.post(address, typed | {"title": "Theirs"})
    answer = browser.post(address, typed)
    assert answer.status_code == 422
    assert "A colleague changed this exhibit" in answer.content.decode()
    assert 'value="Mine"' in answer.content.decode()
    assert Document.objects.of(case.clinic).get(id=row.document_id).title == "Theirs"
    now = re.search(r'name="revision" value="(\d+)"', answer.content.decode())
    assert now
    assert browser.post(address, typed | {"revision": now[1]}).status_code == 302
    assert Document.objects.of(case.clinic).get(id=row.document_id).title == "Mine"
