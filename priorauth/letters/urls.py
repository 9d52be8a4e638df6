"""The addresses of letters of cases. They hold random ids, never a patient's data."""

from django.urls import path

from priorauth.letters import views
from priorauth.letters.studio import signing
from priorauth.letters.studio import views as studio

app_name = "letters"
urlpatterns = [
    path("cases/<uuid:case_id>/letter/", views.write, name="write"),
    path("cases/<uuid:case_id>/letters/", views.of_case, name="of_case"),
    path("letters/drafts/<uuid:draft_id>/", studio.studio, name="studio"),
    path("letters/drafts/<uuid:draft_id>/why/", studio.why, name="why"),
    path("letters/drafts/<uuid:draft_id>/pages/", studio.pages, name="pages"),
    path("letters/drafts/<uuid:draft_id>/edit/", studio.edit, name="edit"),
    path("letters/drafts/<uuid:draft_id>/pdf/", views.draft_pdf, name="draft_pdf"),
    path("letters/drafts/<uuid:draft_id>/sign/", signing.sign, name="sign"),
    path("letters/drafts/<uuid:draft_id>/ask/", signing.ask, name="ask"),
    path("letters/signed/<uuid:letter_id>/", signing.signed, name="signed"),
    path("letters/signed/<uuid:letter_id>/why/", signing.signed_why, name="signed_why"),
    path("letters/jobs/<uuid:rendering_id>/again/", views.again, name="try_again"),
]
