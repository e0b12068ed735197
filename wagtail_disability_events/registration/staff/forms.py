"""Forms of the staff's list."""

from django import forms

from ...occurrences.models import Headcount


class HeadcountForm(forms.ModelForm):
    """Counts of people who were not on the list."""

    class Meta:
        model = Headcount
        fields = ["walk_ins", "companions", "volunteers"]
