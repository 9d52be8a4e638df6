"""The addresses of a case's assistance, below `cases/`."""

from django.urls import path

from priorauth.assistance import views

app_name = "assistance"
urlpatterns = [
    path("<uuid:case_id>/assistance/", views.assistance, name="case"),
    path("<uuid:case_id>/assistance/costs/", views.costs, name="costs"),
    path("<uuid:case_id>/assistance/programs/<slug:program_id>/", views.program, name="program"),
    path("<uuid:case_id>/assistance/programs/<slug:program_id>/fund/", views.fund, name="fund"),
    path("<uuid:case_id>/assistance/<uuid:application_id>/", views.application, name="application"),
]
