"""The form of an official account."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import WechatAccount


class AccountForm(forms.ModelForm):
    """An account; its secret is written and never shown."""

    secret = forms.CharField(
        label=gettext_lazy("app secret"),
        required=False,
        max_length=64,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = WechatAccount
        fields = [
            *("name", "platform", "app_id", "secret", "author"),
            *("may_publish", "open_comments", "fans_only", "is_active"),
        ]

    def clean_secret(self) -> str:
        """Left empty, the secret stays as it is."""
        secret = str(self.cleaned_data["secret"]).strip() or self.instance.secret
        if not secret:
            raise forms.ValidationError(_("The secret is necessary."), code="required")
        return str(secret)

    def save(self, commit: bool = True) -> WechatAccount:
        if {"secret", "app_id", "platform"} & set(self.changed_data):
            self.instance.token, self.instance.token_ends_at = "", None
        account: WechatAccount = super().save(commit)
        return account
