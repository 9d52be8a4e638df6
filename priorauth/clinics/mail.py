"""Messages to people: a message is a folder under templates/mail with its subject, its text, perhaps the same as HTML.

No patient's data.
"""

import logging
from collections.abc import Mapping
from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string

from priorauth.logs import where

log = logging.getLogger(__name__)


class MailNotSent(Exception):
    """The mail server did not take the message."""

    def __init__(self) -> None:
        super().__init__("The mail server did not take the message. Try again in a few minutes.")


def send(name: str, to: str, context: Mapping[str, object], *, message_id: str = "") -> None:
    """Sends the message of the folder `name`. Raises MailNotSent.

    A message that may be sent a second time bears a `message_id` of its own, by which it is known again.
    """
    subject = " ".join(render_to_string(f"mail/{name}/subject.txt", dict(context)).split())
    text = render_to_string(f"mail/{name}/text.txt", dict(context))
    message = EmailMultiAlternatives(subject, text, to=[to], headers={"Message-ID": message_id} if message_id else {})
    if html := _html(name, context):
        message.attach_alternative(html, "text/html")
    try:
        message.send()
    except (OSError, SMTPException) as problem:
        log.warning("A %s message could not be sent:\n%s", name, where(problem))
        raise MailNotSent from None


def _html(name: str, context: Mapping[str, object]) -> str:
    try:
        return render_to_string(f"mail/{name}/html.html", dict(context))
    except TemplateDoesNotExist:
        return ""
