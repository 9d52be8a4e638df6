"""Pages as tests read them."""

from django.http import HttpResponse


def words(answer: HttpResponse) -> str:
    """The page's source with every run of blanks made one."""
    return " ".join(answer.content.decode().split())
