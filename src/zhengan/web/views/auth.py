"""Coming in and going out, with a brake on guessing."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from zhengan.accounts.access import institutions_of

TRIES, WINDOW = 8, 15 * 60  # failures by one name from one address, in seconds


class LogInForm(AuthenticationForm):
    """Name and password; after too many failures it refuses for a while, right password or not."""

    error_messages = {
        "invalid_login": _("账号或密码不对。大小写须一致。"), "inactive": _("该账号已停用，请联系管理员。"),
    }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        key = self._key()
        if cache.get(key, 0) >= TRIES:
            self.add_error(None, _("失败次数过多，请 15 分钟后再试。"))
            return self.cleaned_data
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            cache.add(key, 0, WINDOW)
            cache.incr(key)
            raise
        cache.delete(key)
        return cleaned

    def _key(self) -> str:
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        name = self.cleaned_data.get("username", "")
        return "tries-" + hashlib.sha256(f"{address}\n{name}".encode()).hexdigest()


class LogIn(auth.LoginView):
    """The log-in page."""

    template_name = "registration/login.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True


def home(request: HttpRequest) -> HttpResponse:
    """To the board of the reader's only institution, or a list to choose from."""
    held = list(institutions_of(request.user))
    if len(held) == 1:
        return redirect("board", code=held[0].code)
    return render(request, "web/choose.html", {"institutions": held})
