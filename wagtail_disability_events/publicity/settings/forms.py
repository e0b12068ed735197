"""What an organisation says about the style and rules of its articles."""

from typing import Any

from django import forms

from ..style.models import PublicitySettings

RULES = ("review_days", "own_review")
"""What binds those who write; it is asked of those who may set it only."""


class PublicitySettingsForm(forms.ModelForm):
    """What an organisation says itself; what is empty comes from above."""

    class Meta:
        model = PublicitySettings
        fields = ["theme", "accent", "size", "gap", "own_words", "review_days", "own_review"]
        widgets = {"own_words": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, may_set_rules: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if may_set_rules else RULES:
            del self.fields[name]
