"""The addresses of the pages that take and give case files. None of them holds a patient's data."""

from django.urls import path

from priorauth.interop import casefileviews, views

app_name = "interop"
urlpatterns = [
    path("from-file/", views.start, name="start"),
    path("case-files/new/", casefileviews.import_file, name="import"),
    path("case-files/<uuid:case_id>/case.yaml", casefileviews.export_file, name="export"),
    path("letters/<uuid:rendering_id>/", views.letter, name="letter"),
    path("letters/<uuid:rendering_id>/preview/", views.preview, name="preview"),
    path("letters/<uuid:rendering_id>/letter.pdf", views.pdf, name="pdf"),
]
