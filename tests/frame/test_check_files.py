"""manage.py check_files: what whoever runs a server learns about the place where files are kept."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.machines import Bucket


def said(**options: Any) -> str:
    out = StringIO()
    call_command("check_files", stdout=out, **options)
    return out.getvalue()


def test_a_data_folder_that_keeps_files_passes_and_is_left_empty(folder: Path) -> None:
    assert "Files are kept in the data folder" in said()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_private_bucket_passes_and_is_left_empty(bucket: Bucket) -> None:
    assert f"Files are kept in the bucket {bucket.bucket}" in said(make_bucket=True)
    assert bucket.rglob("*") == []


def test_a_bucket_that_is_missing_is_made_when_asked_for(bucket: Bucket) -> None:
    bucket.client.delete_bucket(Bucket=bucket.bucket)
    with pytest.raises(CommandError, match=r"NoSuchBucket.*Check FILES_BUCKET"):
        said()
    assert bucket.bucket in said(make_bucket=True)


def test_a_bucket_that_anybody_reads_is_refused(bucket: Bucket) -> None:
    everybody = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::*"}
    bucket.client.put_bucket_acl(Bucket=bucket.bucket, ACL="public-read")
    policy = json.dumps({"Version": "2012-10-17", "Statement": [everybody]})
    bucket.client.put_bucket_policy(Bucket=bucket.bucket, Policy=policy)
    with pytest.raises(CommandError, match="Make it private"):
        said()
    assert bucket.rglob("*") == []


def test_a_store_that_is_down_is_said_with_what_to_check(store_is_down: None) -> None:
    with pytest.raises(CommandError, match=r"The file store did not answer\. Check FILES_BUCKET"):
        said()
