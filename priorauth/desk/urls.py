"""The addresses of the worklist, a case as a whole, reminders and calendars. They hold random ids and secrets, never a
patient's data."""

from django.urls import path

from priorauth.desk import case, owner, search, worklist
from priorauth.desk.calendar import views as calendars
from priorauth.desk.reminders import pages

app_name = "desk"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("search/", search.search, name="search"),
    path("cases/<uuid:case_id>/", case.overview, name="case"),
    path("cases/<uuid:case_id>/claim/", owner.claim, name="claim"),
    path("cases/<uuid:case_id>/hand-over/", owner.hand_over, name="hand_over"),
    path("cases/<uuid:case_id>/log/", case.log, name="log"),
    path("reminders/", pages.reminders, name="reminders"),
    path("reminders/email/", pages.by_mail, name="reminders_by_mail"),
    path("reminders/calendar/", pages.make_calendar, name="make_calendar"),
    path("reminders/calendar/revoke/", pages.revoke_calendar, name="revoke_calendar"),
    path("calendar/<str:token>.ics", calendars.calendar, name="calendar"),
]
