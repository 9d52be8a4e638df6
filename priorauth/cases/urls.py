"""The addresses of cases, below `cases/`. They hold random ids, never a patient's data."""

from django.urls import path

from priorauth.cases import views
from priorauth.cases.denials import views as denials
from priorauth.cases.exhibits import views as exhibits
from priorauth.cases.infusions import views as infusions
from priorauth.cases.submissions import callviews as calls
from priorauth.cases.submissions import views as submissions

app_name = "cases"
urlpatterns = [
    path("", views.cases, name="list"),
    path("new/", views.new, name="new"),
    path("new/<uuid:patient_id>/", views.further, name="further"),
    path("documents/<uuid:document_id>/", exhibits.document, name="document"),
    path("<uuid:case_id>/exhibits/", exhibits.exhibits, name="exhibits"),
    path("<uuid:case_id>/exhibits/proofs/", exhibits.proofs, name="proofs"),
    path("<uuid:case_id>/exhibits/<uuid:exhibit_id>/", exhibits.exhibit, name="exhibit"),
    path("<uuid:case_id>/submissions/", submissions.submissions, name="submissions"),
    path("<uuid:case_id>/submissions/new/", submissions.new, name="submission_new"),
    path("<uuid:case_id>/submissions/start/", submissions.start, name="start"),
    path("<uuid:case_id>/submissions/close/", submissions.close, name="close"),
    path("<uuid:case_id>/submissions/rows/<slug:part>/", submissions.row, name="submission_row"),
    path("<uuid:case_id>/submissions/<uuid:submission_id>/", submissions.submission, name="submission"),
    path("<uuid:case_id>/submissions/<uuid:submission_id>/answer/", submissions.answer, name="answer"),
    path("<uuid:case_id>/submissions/<uuid:submission_id>/denial/", denials.upload, name="denial"),
    path(
        "<uuid:case_id>/submissions/<uuid:submission_id>/denial/<uuid:document_id>/", denials.read, name="denial_read"
    ),
    path(
        "<uuid:case_id>/submissions/<uuid:submission_id>/denial/<uuid:document_id>/again/",
        denials.again,
        name="denial_again",
    ),
    path("<uuid:case_id>/submissions/<uuid:submission_id>/verdict/", submissions.verdict, name="verdict"),
    path("<uuid:case_id>/calls/", calls.calls, name="calls"),
    path("<uuid:case_id>/calls/<uuid:call_id>/", calls.call, name="call"),
    path("<uuid:case_id>/infusions/", infusions.infusions, name="infusions"),
    path("<uuid:case_id>/infusions/<uuid:infusion_id>/", infusions.infusion, name="infusion"),
    path("<uuid:case_id>/review/", views.review, name="review"),
    path("<uuid:case_id>/<slug:slug>/", views.step, name="step"),
    path("<uuid:case_id>/<slug:slug>/blank/<slug:part>/", views.blank, name="blank"),
]
