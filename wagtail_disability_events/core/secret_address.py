"""What is opened by an address that only some people know."""

from collections.abc import Callable
from typing import Any

from django.db import models

from .encryption import EncryptedTextField
from .tokens import new_token, token_hash


class SecretAddress(models.Model):
    """A token of 192 random bits, stored encrypted and found by its keyed hash; given when first saved.

    Whoever writes many rows at once calls ``give_token`` for each.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    token = EncryptedTextField(editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.give_token()
        super().save(*args, **kwargs)

    def stored_hashes(self, hashed: Callable[..., str]) -> dict[str, list[str]]:
        """By the name of each column, the hashes of this row that may stand there; ``hashed`` makes one of
        parts. What they are of may have been erased: then there is none."""
        return {"token_hash": [hashed("token", self.token)]} if self.token else {}

    def give_token(self) -> None:
        """Make the token, unless there is one."""
        if not self.token_hash:
            self.token = new_token()
            self.token_hash = token_hash(self.token)
