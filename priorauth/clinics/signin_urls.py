"""Sign-in: those of allauth's pages that people here need, under the names that allauth looks up. No self sign-up.

Those that change a sign-in run in one transaction together with their entry in the log.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.db.transaction import atomic as together
from django.urls import path, re_path

urlpatterns = [
    path("", account.login, name="account_login"),
    path("out/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", together(account.password_change), name="account_change_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        together(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("password/new/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("factors/", factors.index, name="mfa_index"),
    path("code/", factors.authenticate, name="mfa_authenticate"),
    path("code/again/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("factors/app/", together(app.activate_totp), name="mfa_activate_totp"),
    path("factors/app/remove/", together(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("factors/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("factors/codes/new/", together(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("factors/codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("factors/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("factors/passkeys/add/", together(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("factors/passkeys/<int:pk>/remove/", together(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("factors/passkeys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkey/again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
