"""What has been loaded so far."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass
class Demo:
    """The day from which dates are counted, who loads, and what there is, by name."""

    today: date
    user: Any = None
    writer: Any = None
    orgs: dict[str, Any] = field(default_factory=dict)
    venues: dict[str, Any] = field(default_factory=dict)
    events: dict[str, Any] = field(default_factory=dict)
