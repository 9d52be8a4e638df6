"""The addresses of the dashboard."""

from django.urls import path

from priorauth.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/figures.csv", views.as_csv, name="csv"),
]
