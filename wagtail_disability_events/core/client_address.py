"""Edge: the address that a request comes from. See ``core/__init__.py``."""

from django.http import HttpRequest

from . import conf


def client_address(request: HttpRequest) -> str:
    """The visitor's IP address as text: from the header that ``CLIENT_ADDRESS_HEADER`` names, where a reverse
    proxy sets one, else that of the connection; empty where there is none."""
    header = conf.get("CLIENT_ADDRESS_HEADER")
    name = f"HTTP_{header.upper().replace('-', '_')}" if header else "REMOTE_ADDR"
    return str(request.META.get(name, "")).strip()
