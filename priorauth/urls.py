"""Every address of the application."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from priorauth.health import health
from priorauth.metrics import metrics

# The operator signs in on the same page as everybody else, second factor and limits included.
admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("health/", health, name="health"),
    path("metrics", metrics, name="metrics"),
    path("operator/", admin.site.urls),
    path("sign-in/", include("priorauth.clinics.signin_urls")),
    path("", include("priorauth.clinics.urls")),
    path("", include("priorauth.reference.urls")),
    path("", include("priorauth.letters.urls")),
    path("cases/", include("priorauth.assistance.urls")),
    path("", include("priorauth.desk.urls")),
    path("cases/", include("priorauth.cases.urls")),
    path("", include("priorauth.dashboard.urls")),
    path("", include("priorauth.interop.urls")),
]

handler403 = "priorauth.clinics.views.refused.refused"
