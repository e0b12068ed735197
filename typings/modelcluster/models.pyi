"""Models that hold their children in memory until they are saved."""

from typing import Any

from django.db import models

class ClusterableModel(models.Model):
    class Meta:
        abstract = True

    def serializable_data(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...

def __getattr__(name: str) -> Any: ...
