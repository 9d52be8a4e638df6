"""The operator's pages: clinics and users. Patients' data is not there, and staff never need them."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest

from priorauth.audit.actions import Action
from priorauth.audit.services import Operator, record
from priorauth.clinics.door import memberships
from priorauth.clinics.models import Clinic, User

# What Django and allauth offer by themselves: nothing here uses groups or allauth's own addresses.
admin.site.unregister([Group, EmailAddress, Authenticator])


@admin.register(Clinic)
class ClinicAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "slug", "npi", "created_at")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ["name"]}  # noqa: RUF012 (an instance attribute to the types)

    def save_model(self, request: HttpRequest, obj: Clinic, form: "ModelForm[Clinic]", change: bool) -> None:
        """Writes it with its entry in the clinic's own log."""
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            doer = Operator(obj.pk, request.user.pk or 0)
            record(Action.CLINIC_CHANGED, member=doer, subject=obj, changed=form.changed_data)

    def has_delete_permission(self, *_arguments: Any, **_keywords: Any) -> bool:
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("email", "full_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "full_name")
    fields = ("email", "full_name", "is_active", "is_staff", "is_superuser")

    def save_model(self, request: HttpRequest, obj: User, form: "ModelForm[User]", change: bool) -> None:
        """Writes it with an entry in the log of each clinic where the person works."""
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            for member in memberships(obj):
                doer = Operator(member.clinic_id, request.user.pk or 0)
                record(Action.MEMBER_CHANGED, member=doer, subject=member, changed=form.changed_data)

    def has_delete_permission(self, *_arguments: Any, **_keywords: Any) -> bool:
        return False

    def has_add_permission(self, *_arguments: Any, **_keywords: Any) -> bool:
        return False  # people come by invitation


@admin.register(Authenticator)
class AuthenticatorAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Second factors, to be seen and taken away."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    fields = list_display

    def has_add_permission(self, *_arguments: Any, **_keywords: Any) -> bool:
        return False  # people set their own factors up

    def has_change_permission(self, *_arguments: Any, **_keywords: Any) -> bool:
        return False
