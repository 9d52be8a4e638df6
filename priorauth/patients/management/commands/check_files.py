"""`manage.py check_files`: whether uploads and PDFs can be kept, read and removed here, and by nobody else."""

import os
from typing import Any

from botocore.exceptions import ClientError
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError, CommandParser

from priorauth.encrypted_storage import EncryptedStorage, random_name
from priorauth.object_storage import ObjectStorage


class Command(BaseCommand):
    help = "Keeps a file, reads it back and removes it. In a bucket, also sees that it cannot be read without a key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--make-bucket", action="store_true", help="make the bucket first, if it is not there")

    def handle(self, *_arguments: Any, make_bucket: bool = False, **_options: Any) -> None:
        storage = EncryptedStorage()
        kept_in = storage.inner
        try:
            if make_bucket and isinstance(kept_in, ObjectStorage):
                kept_in.make_bucket()
            name = storage.save(random_name("checks"), ContentFile(secret := os.urandom(64)))
            same = storage.open(name).read() == secret
            public = isinstance(kept_in, ObjectStorage) and anybody_reads(kept_in, name)
            storage.delete(name)
        except OSError as fault:
            raise CommandError(
                f"{fault} Check FILES_BUCKET, FILES_ENDPOINT, the two AWS keys and their rights."
            ) from None
        if not same:
            raise CommandError(
                "The file came back changed. Something between this server and the store rewrites files."
            )
        if public:
            raise CommandError("The bucket can be read without a key. Make it private before anything is kept in it.")
        where = f"bucket {kept_in.bucket_name}" if isinstance(kept_in, ObjectStorage) else "data folder"
        self.stdout.write(f"Files are kept in the {where}, encrypted: written, read and removed.")


def anybody_reads(store: ObjectStorage, name: str) -> bool:
    try:
        store.unsigned_connection.Object(store.bucket_name, name).load()
    except ClientError:
        return False
    return True
