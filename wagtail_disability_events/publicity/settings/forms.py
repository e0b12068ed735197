"""What an organisation says about the style and rules of its articles."""

from django import forms

from ..style.models import PublicitySettings


class PublicitySettingsForm(forms.ModelForm):
    """What an organisation says itself; what is empty comes from above."""

    class Meta:
        model = PublicitySettings
        fields = ["theme", "accent", "size", "gap", "own_words", "review_days", "own_review"]
        widgets = {"own_words": forms.Textarea(attrs={"rows": 5})}
