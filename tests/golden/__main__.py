"""`python -m tests.golden`: writes every golden text anew and names the files that changed."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "priorauth.settings")
django.setup()

from tests.golden.letters import FOLDER, bless  # noqa: E402 - its library reads settings

for path in bless():
    print(f"changed, read it aloud: {path.relative_to(FOLDER)}")
