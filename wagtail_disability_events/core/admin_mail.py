"""Mail to members of staff, in the language in which they use the admin."""

from collections.abc import Callable

from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url

from .users import language_of


def mail_to(person: AbstractUser, write: Callable[[], tuple[str, str]]) -> None:
    """Send what ``write`` returns, subject and text; it is called in the language of the person."""
    with override(language_of(person)):
        subject, text = write()
        send_mail(subject, text, [person.email])


def admin_address(name: str, *args: int) -> str:
    """The address of an admin page, absolute where the site says what its admin is called."""
    return f"{get_admin_base_url() or ''}{reverse(name, args=args)}"
