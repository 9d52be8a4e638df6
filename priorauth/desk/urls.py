"""The addresses of the worklist and of a case as a whole. They hold random ids, never a patient's data."""

from django.urls import path

from priorauth.desk import case, search, worklist

app_name = "desk"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("search/", search.search, name="search"),
    path("cases/<uuid:case_id>/", case.overview, name="case"),
    path("cases/<uuid:case_id>/log/", case.log, name="log"),
]
