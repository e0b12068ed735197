"""Addresses of a site that has more than our pages: a shop, whose forms and errors are its own."""

from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_protect
from example_site.urls import urlpatterns as of_the_example


def overloaded(request: HttpRequest) -> HttpResponse:
    """A view that raises an error of the database by itself."""
    raise OperationalError("2002 too many customers")


def stock(request: HttpRequest) -> HttpResponse:
    """A view that asks the database."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("in stock")


@csrf_protect
def pay(request: HttpRequest) -> HttpResponse:
    """A form that takes what nobody else may see."""
    return HttpResponse("paid")


urlpatterns = [
    path("shop/overloaded/", overloaded),
    path("shop/stock/", stock),
    path("shop/register/", stock),
    path("shop/pay/", pay),
    path("", include(of_the_example)),
]
