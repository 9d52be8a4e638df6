"""The addresses of the worklist and of a case as a whole. They hold random ids, never a patient's data."""

from django.urls import path

from priorauth.desk import case, owner, worklist

app_name = "desk"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("cases/<uuid:case_id>/", case.overview, name="case"),
    path("cases/<uuid:case_id>/claim/", owner.claim, name="claim"),
    path("cases/<uuid:case_id>/hand-over/", owner.hand_over, name="hand_over"),
    path("cases/<uuid:case_id>/log/", case.log, name="log"),
]
