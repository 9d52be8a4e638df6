"""Letters that are there already get the SHA-256 of their facts and words, so that `verify_letters` covers them too."""

import hashlib
import json

from django.db import migrations


def digest(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def fill(apps, schema_editor):
    for letter in apps.get_model("letters", "Letter")._base_manager.filter(words_sha256="").iterator(chunk_size=50):
        letter.facts_sha256, letter.words_sha256 = digest(letter.facts), digest(letter.composed)
        letter.save(update_fields=["facts_sha256", "words_sha256"])


class Migration(migrations.Migration):
    dependencies = [("letters", "0004_drafts_and_signing")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
