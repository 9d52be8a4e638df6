"""Settings. What differs from machine to machine comes from the environment; docs/settings.md names each variable.

Without any variable this is the embedded default: one machine, SQLite, a private Redis, addresses of this machine only.
PRIORAUTH_MODE=production refuses to start with anything that is only good for that.
"""

from pathlib import Path

from priorauth import encryption, environment, safety, signing_key
from priorauth.embedded import broker

BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = environment.one_of("PRIORAUTH_MODE", "embedded", ("embedded", "production")) == "production"
DATA_DIR = environment.folder("PRIORAUTH_DATA_DIR", BASE_DIR / "var")
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = environment.flag("DEBUG", default=False)
SECRET_KEY = environment.text("SECRET_KEY") or ("" if PRODUCTION else signing_key.kept_in(DATA_DIR / "secret_key"))
ENCRYPTION_KEYS = environment.fernet_keys("ENCRYPTION_KEYS") or (
    [] if PRODUCTION else signing_key.kept_in(DATA_DIR / "encryption_keys", encryption.new_key).split()
)
LOOKUP_KEY = environment.text("LOOKUP_KEY") or ("" if PRODUCTION else signing_key.kept_in(DATA_DIR / "lookup_key"))
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
# Not SECRET_KEY: whoever may sign cookies must not be able to write the log.
AUDIT_KEYS = environment.keyring(
    "AUDIT_KEYS", {} if PRODUCTION else {"embedded": signing_key.kept_in(DATA_DIR / "audit_key")}
)
METRICS_TOKEN = environment.text("METRICS_TOKEN")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
# Where links in messages and calendars lead: no request says so there.
SITE_ADDRESS = environment.web_address("SITE_ADDRESS") or (
    f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if PRODUCTION and ALLOWED_HOSTS else "http://127.0.0.1:8000"
)
BEHIND_PROXY = environment.flag("BEHIND_PROXY", default=False)
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "priorauth.audit",
    "priorauth.clinics",
    "priorauth.reference",
    "priorauth.patients",
    "priorauth.cases",
    "priorauth.letters",
    "priorauth.dashboard",
    "priorauth.assistance",
    "priorauth.desk",
    "priorauth.interop",
]
MIDDLEWARE = [
    "priorauth.audit.requests.numbered",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "priorauth.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "priorauth.clinics.idle.sliding",
    "allauth.account.middleware.AccountMiddleware",
    "priorauth.clinics.middleware.SignedInOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "priorauth.urls"
WSGI_APPLICATION = "priorauth.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "priorauth.clinics.context.whoever_asks",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": environment.database("DATABASE_URL", DATA_DIR / "priorauth.sqlite3")}
# SQLite has no columns beside those of an index; PostgreSQL, where lists are long, has.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "clinics.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SECOND_FACTOR_REQUIRED = (
    environment.one_of("SECOND_FACTOR", "required" if PRODUCTION else "optional", ("required", "optional"))
    == "required"
)
ACCOUNT_ADAPTER = "priorauth.clinics.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved by the invitation that was sent to it
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # who signs a letter or changes a factor proved who they are within it
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {
    "login": "priorauth.clinics.signin_forms.SignInForm",
    "reset_password": "priorauth.clinics.signin_forms.ForgottenForm",
    "reset_password_from_key": "priorauth.clinics.signin_forms.NewPasswordForm",
    "change_password": "priorauth.clinics.signin_forms.ChangePasswordForm",
    "reauthenticate": "priorauth.clinics.signin_forms.PasswordAgainForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
MFA_ADAPTER = "priorauth.clinics.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "priorauth"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # browsers take http://localhost for safe
MFA_FORMS = {
    "authenticate": "priorauth.clinics.signin_forms.CodeForm",
    "reauthenticate": "priorauth.clinics.signin_forms.CodeAgainForm",
    "activate_totp": "priorauth.clinics.signin_forms.AuthenticatorAppForm",
    "add_webauthn": "priorauth.clinics.signin_forms.PasskeyForm",
    "edit_webauthn": "priorauth.clinics.signin_forms.PasskeyNameForm",
}
# Rate limits and used codes must be the same for all web processes, also while Redis is down.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Many: whoever fills it up must not push out what counts their attempts.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

MAIL_IS_NAMED = bool(environment.text("EMAIL_URL"))
globals().update(environment.mail("EMAIL_URL"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("EMAIL_FROM", "priorauth@localhost")

LANGUAGE_CODE = "en-us"
USE_I18N = False
# Of what belongs to no clinic; pages and deadlines go by the clinic's own (`Clinic.time_zone`).
TIME_ZONE = "America/New_York"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA_DIR / "files"
FILES_BUCKET = environment.bucket("FILES_BUCKET")
FILES_STORE = {
    "bucket": FILES_BUCKET,
    "endpoint": environment.web_address("FILES_ENDPOINT"),
    "region": environment.text("FILES_REGION", "us-east-1"),
    "access_key": environment.text("AWS_ACCESS_KEY_ID"),
    "secret_key": environment.text("AWS_SECRET_ACCESS_KEY"),
}
STORAGES = {
    "default": {"BACKEND": "priorauth.object_storage.ObjectStorage", "OPTIONS": FILES_STORE}
    if FILES_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * environment.whole_number("IDLE_MINUTES", 15, least=1, most=120)
CSRF_FAILURE_VIEW = "priorauth.clinics.views.session.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # load balancers ask in the clear
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# One render may take RENDER_SECONDS; a job that a worker holds longer than LEASE_SECONDS belongs to a dead worker.
RENDER_SECONDS = environment.whole_number("RENDER_SECONDS", 60, least=2, most=900)
LEASE_SECONDS = RENDER_SECONDS + 10
SWEEP_SECONDS = environment.whole_number("SWEEP_SECONDS", 15, least=1, most=600)

REDIS_IS_NAMED = bool(environment.text("REDIS_URL"))
CELERY_BROKER_URL = environment.broker("REDIS_URL", default=broker.address(DATA_DIR))
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 2 * LEASE_SECONDS,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 3,
    "max_retries": 1,  # a form that is being saved does not wait for a broker that is down
    "interval_start": 0,
    "global_keyprefix": environment.text("REDIS_PREFIX", "priorauth:"),
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TRACK_STARTED = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SOFT_TIME_LIMIT = RENDER_SECONDS
CELERY_TASK_TIME_LIMIT = RENDER_SECONDS + 5
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "priorauth.logs.QuietFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {
        "handlers": ["console"],
        "level": environment.one_of("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # Two lines for each sweep would drown what matters; our own tasks say what they did.
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        # It greets every process that starts.
        "pikepdf": {"level": "WARNING"},
    },
}

if PRODUCTION:
    safety.refuse_what_is_unsafe(globals())
