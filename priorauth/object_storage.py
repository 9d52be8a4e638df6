"""An S3-compatible store whose faults are OSErrors, so that callers treat it as they treat a disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.client import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from django.utils.deconstruct import deconstructible
from storages.backends.s3 import S3Storage


class FileStoreFault(OSError):
    """The store did not answer, or refused: "try again" is right. The message names no file."""


@contextmanager
def faults_as_os_errors() -> Iterator[None]:
    try:
        yield
    except ClientError as fault:
        code = str(fault.response.get("Error", {}).get("Code", ""))
        raise FileStoreFault(f"The file store refused ({code}).") from fault
    except (BotoCoreError, Boto3Error) as fault:
        raise FileStoreFault("The file store did not answer.") from fault


@deconstructible
class ObjectStorage(S3Storage):
    """One bucket, reached with signed requests. Objects keep the bucket's own access rules: none is ever made public.

    A file is held in memory whole; a name that is taken already is never written over.
    """

    def __init__(self, bucket: str, endpoint: str, region: str, access_key: str, secret_key: str) -> None:
        """`endpoint` is empty for Amazon S3; without keys, the machine's own role is used."""
        super().__init__(
            bucket_name=bucket,
            endpoint_url=endpoint or None,
            region_name=region,
            access_key=access_key or None,
            secret_key=secret_key or None,
            file_overwrite=False,
            default_acl=None,
            client_config=_config("path" if endpoint else "virtual"),
            transfer_config=TransferConfig(use_threads=False),
        )

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        with faults_as_os_errors(), super()._open(name, mode) as file:
            return ContentFile(file.read(), name)

    def _save(self, name: str, content: "File[Any]") -> str:
        with faults_as_os_errors():
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        with faults_as_os_errors():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with faults_as_os_errors():
            return bool(super().exists(name))

    def make_bucket(self) -> None:
        """The bucket, with no access for anybody else, where it is not there yet."""
        with faults_as_os_errors():
            client = self.connection.meta.client
            try:
                client.head_bucket(Bucket=self.bucket_name)
            except ClientError as fault:
                if fault.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
                    raise
                place = {"CreateBucketConfiguration": {"LocationConstraint": self.region_name}}
                client.create_bucket(Bucket=self.bucket_name, **({} if self.region_name == "us-east-1" else place))


def _config(addressing_style: str) -> Config:
    """Short waits: a form that is being saved does not wait for a store that is down."""
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": addressing_style},
        connect_timeout=3,
        read_timeout=20,
        retries={"total_max_attempts": 2, "mode": "standard"},
        # Many stores do not know the newer checksums; a file that was changed does not decrypt anyway.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
