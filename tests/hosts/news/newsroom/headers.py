"""Headers that the newsroom sends with its pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def own_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware of the newsroom."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["X-Newsroom"] = "yes"
        return response

    return answer
