"""What the fields of an article are called."""

from django.db.models import Field

from ...pages.models import ArticlePage


def field_label(name: str) -> str:
    """The name of a field as an editor reads it, in the active language. Raises FieldDoesNotExist."""
    field = ArticlePage._meta.get_field(name)
    return str(field.verbose_name) if isinstance(field, Field) else name
