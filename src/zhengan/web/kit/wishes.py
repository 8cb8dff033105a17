"""The form of a member's wishes about notices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhengan.notices.models import Kind, Preference


class WishForm(forms.ModelForm):  # type: ignore[type-arg]
    """Which kinds, whether and when by mail, in which language."""

    error_css_class = "wrong"
    KINDS = Kind.values

    class Meta:
        model = Preference
        fields = [*Kind.values, "mail", "address", "digest", "hour", "quiet_from", "quiet_to", "language"]
        error_messages = {"address": {"invalid": _("请填写完整的邮箱地址，如 name@example.com。")}}
        widgets = {
            "quiet_from": forms.TimeInput(attrs={"type": "time", "class": "form-control"}, format="%H:%M"),
            "quiet_to": forms.TimeInput(attrs={"type": "time", "class": "form-control"}, format="%H:%M"),
            "address": forms.EmailInput(attrs={"class": "form-control", "autocomplete": "email"}),
            "hour": forms.NumberInput(attrs={"class": "form-control", "min": 0, "max": 23}),
            "digest": forms.Select(attrs={"class": "form-select"}),
            "language": forms.Select(attrs={"class": "form-select"}),
        }

    def clean(self) -> dict[str, Any]:
        """Mail needs an address, quiet hours both ends."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("mail") and not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", _("要收邮件，请填写邮箱。"))
        if (cleaned.get("quiet_from") is None) != (cleaned.get("quiet_to") is None):
            self.add_error("quiet_to", _("免打扰时段须同时填写起止，或都留空。"))
        return cleaned

    @property
    def kinds(self) -> list[Any]:
        """The boxes of the kinds."""
        return [self[name] for name in self.KINDS]

    @property
    def rest(self) -> list[Any]:
        """The fields that say when and how mail comes."""
        return [self[name] for name in ("address", "digest", "hour", "quiet_from", "quiet_to", "language")]
