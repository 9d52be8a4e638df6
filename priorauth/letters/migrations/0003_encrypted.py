"""Letters and their PDFs are kept encrypted from now on; those that are there already are encrypted here."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import migrations, models

import priorauth.columns
import priorauth.encrypted_storage
import priorauth.letters.models


def encrypt(apps, schema_editor):
    letters, renderings = apps.get_model("letters", "Letter"), apps.get_model("letters", "Rendering")
    for letter in letters._base_manager.iterator(chunk_size=50):
        letter.facts, letter.composed = letter.facts_plain, letter.composed_plain
        letter.save(update_fields=["facts", "composed"])
    for rendering in renderings._base_manager.exclude(pdf="").iterator(chunk_size=50):
        with default_storage.open(rendering.pdf.name) as file:
            content = file.read()
        plain = rendering.pdf.name
        rendering.pdf = rendering.pdf.storage.save(plain, ContentFile(content))
        rendering.save(update_fields=["pdf"])
        default_storage.delete(plain)


class Migration(migrations.Migration):
    dependencies = [("letters", "0002_made_by")]
    operations = [
        migrations.RenameField("letter", "facts", "facts_plain"),
        migrations.RenameField("letter", "composed", "composed_plain"),
        migrations.AddField(
            "letter",
            "facts",
            priorauth.columns.EncryptedJSONField(
                default=dict, help_text="The case's facts as the letter was made from them."
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "letter",
            "composed",
            priorauth.columns.EncryptedJSONField(
                default=dict, help_text="The letter with its grounds and its check list."
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "rendering",
            "pdf",
            models.FileField(
                blank=True,
                storage=priorauth.encrypted_storage.EncryptedStorage(),
                upload_to=priorauth.letters.models.pdf_name,
            ),
        ),
        migrations.AlterField(
            "rendering",
            "sha256",
            models.CharField(blank=True, help_text="Of the PDF as it is downloaded.", max_length=64),
        ),
        migrations.RunPython(encrypt),
        migrations.RemoveField("letter", "facts_plain"),
        migrations.RemoveField("letter", "composed_plain"),
    ]
