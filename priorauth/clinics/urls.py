"""The addresses of clinics and their members. None of them holds a patient's data or a number that can be guessed."""

from django.urls import path

from priorauth.clinics.views import activity, choosing, joining, session, settings

app_name = "clinics"
urlpatterns = [
    path("session/", session.session, name="session"),
    path("signed-in/", session.signed_in, name="signed_in"),
    path("typed/", session.typed, name="typed"),
    path("clinic/", choosing.choose, name="choose"),
    path("join/<str:link>/", joining.join, name="join"),
    path("activity/", activity.activity, name="activity"),
    path("settings/", settings.settings, name="settings"),
    path("settings/invitations/", settings.invite, name="invite"),
    path("settings/invitations/<uuid:invitation_id>/again/", settings.invite_again, name="invite_again"),
    path("settings/invitations/<uuid:invitation_id>/withdraw/", settings.withdraw, name="withdraw"),
    path("settings/members/<uuid:member_id>/", settings.edit, name="member"),
    path("settings/members/<uuid:member_id>/active/", settings.set_active, name="set_active"),
]
