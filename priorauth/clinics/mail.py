"""Messages to people: a message is a folder under templates/mail with its subject and its text. No patient's data."""

import logging
from collections.abc import Mapping
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from priorauth.logs import where

log = logging.getLogger(__name__)


class MailNotSent(Exception):
    """The mail server did not take the message."""

    def __init__(self) -> None:
        super().__init__("The mail server did not take the message. Try again in a few minutes.")


def send(name: str, to: str, context: Mapping[str, object]) -> None:
    """Sends the message of the folder `name`. Raises MailNotSent."""
    subject = " ".join(render_to_string(f"mail/{name}/subject.txt", dict(context)).split())
    text = render_to_string(f"mail/{name}/text.txt", dict(context))
    try:
        EmailMessage(subject, text, to=[to]).send()
    except (OSError, SMTPException) as problem:
        log.warning("A %s message could not be sent:\n%s", name, where(problem))
        raise MailNotSent from None
