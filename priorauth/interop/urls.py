"""The addresses of the page that makes letters of case files. None of them holds a patient's data."""

from django.urls import path

from priorauth.interop import views

app_name = "interop"
urlpatterns = [
    path("", views.start, name="start"),
    path("letters/<uuid:rendering_id>/", views.letter, name="letter"),
    path("letters/<uuid:rendering_id>/preview/", views.preview, name="preview"),
    path("letters/<uuid:rendering_id>/letter.pdf", views.pdf, name="pdf"),
]
