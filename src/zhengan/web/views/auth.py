"""Coming in and going out, with a brake on guessing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from zhengan.accounts.access import institutions_of
from zhengan.web import carried

TRIES, WINDOW = 8, 15 * 60  # failures by one name from one address, in seconds


def tries_of(*who: str) -> str:
    """Under which key failures are counted."""
    return "tries-" + hashlib.sha256("\n".join(who).encode()).hexdigest()


@contextmanager
def braked(key: str) -> Iterator[None]:
    """Count the failures of the block; after too many it is not even tried, right password or not. Raises ValidationError."""
    if cache.get(key, 0) >= TRIES:
        raise ValidationError(_("失败次数过多，请 15 分钟后再试。"))
    try:
        yield
    except ValidationError:
        cache.add(key, 0, WINDOW)
        cache.incr(key)
        raise
    cache.delete(key)


class LogInForm(AuthenticationForm):
    """Name and password; after too many failures it refuses for a while, right password or not."""

    error_messages = {
        "invalid_login": _("账号或密码不对。大小写须一致。"), "inactive": _("该账号已停用，请联系管理员。"),
    }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        with braked(self._key()):
            cleaned: dict[str, Any] = super().clean()
        return cleaned

    def _key(self) -> str:
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        return tries_of(address, self.cleaned_data.get("username", ""))


class LogIn(auth.LoginView):
    """The log-in page."""

    template_name = "registration/login.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    @method_decorator([login_not_required, sensitive_post_parameters()])  # as what it overrides
    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """Who has logged in again beside, in another window, is led to what he was sending as well."""
        if request.method == "POST" and request.user.is_authenticated and (held := self._held()):
            return self._led_to(held, request.user)
        return super().dispatch(request, *args, **options)

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """With what was being sent when the last log-in ran out."""
        text = self.request.POST.get(carried.FIELD, "")
        return {carried.FIELD: text, "run_out": bool(text), **super().get_context_data(**given)}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """On to the page asked for, or to what was being sent."""
        answer, held = super().form_valid(form), self._held()
        return answer if held is None else self._led_to(held, form.get_user())

    def _held(self) -> carried.Carried | None:
        return carried.of_text(self.request.POST.get(carried.FIELD, ""))

    def _led_to(self, held: carried.Carried, user: Any) -> HttpResponse:
        """What waits, shown to its sender; to the page asked for, with a word, where he is another."""
        if held.who == carried.mark_of(user):
            return render(self.request, "registration/carried.html", {"held": held})
        messages.info(self.request, _("此前提交的内容由另一账号填写，没有带入，也没有保存。"))
        return redirect(self.get_success_url())


WEAK = {
    "password_too_short": _("新密码太短，至少 8 个字符。"), "password_too_common": _("新密码过于常见。"),
    "password_too_similar": _("新密码与账号或姓名太相近。"),
}  # fmt: skip


class PasswordForm(PasswordChangeForm):
    """The password held, and another twice; the one held can be guessed no oftener than at the log-in."""

    error_messages = {
        "password_incorrect": _("当前密码不对。"), "password_mismatch": _("两次输入的新密码不同。"),
    }  # fmt: skip

    def clean_old_password(self) -> str:
        with braked(tries_of("password", str(self.user.pk))):
            held: str = super().clean_old_password()
        return held

    def validate_password_for_user(self, user: Any, password_field_name: str = "new_password2") -> None:
        """As Django checks it, in our words: it has no Chinese ones for all of them."""
        given = self.cleaned_data.get(password_field_name)
        if given and given == self.cleaned_data.get("old_password"):
            self.add_error(password_field_name, _("新密码与当前密码相同。"))
        elif given:
            try:
                validate_password(given, user)
            except ValidationError as error:
                self.add_error(password_field_name, [WEAK.get(one.code, one) for one in error.error_list])


class Password(auth.PasswordChangeView):
    """Everybody's own password; other sessions of theirs end with the old one."""

    template_name = "registration/password.html"
    form_class = PasswordForm
    success_url = reverse_lazy("home")

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        messages.success(self.request, _("密码已修改；在别处的登录已失效。接口令牌不受影响。"))
        return super().form_valid(form)


def home(request: HttpRequest) -> HttpResponse:
    """To the board of the reader's only institution, or a list to choose from."""
    held = list(institutions_of(request.user))
    if len(held) == 1:
        return redirect("board", code=held[0].code)
    return render(request, "web/choose.html", {"institutions": held})
