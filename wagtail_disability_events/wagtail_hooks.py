"""Collects what each room registers with Wagtail."""

from .checkin import wagtail_hooks as checkin  # noqa: F401
from .gallery.staff import wagtail_hooks as gallery  # noqa: F401
from .importing import wagtail_hooks as importing  # noqa: F401
from .outcomes import wagtail_hooks as outcomes  # noqa: F401
from .pages import wagtail_hooks as pages  # noqa: F401
from .publicity import wagtail_hooks as publicity  # noqa: F401
from .registration.staff import wagtail_hooks as registration  # noqa: F401
from .scheduling import wagtail_hooks as scheduling  # noqa: F401
from .staff import wagtail_hooks as staff  # noqa: F401
