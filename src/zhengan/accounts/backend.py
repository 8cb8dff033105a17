"""Who is asking: Django's own log-in and sessions, whose two look-ups every page makes, written once (``records.prepared``)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as Stored
from django.contrib.sessions.models import Session
from django.utils import timezone

from zhengan.accounts.models import User
from zhengan.records.prepared import Prepared, columns_of

USER = Prepared(lambda pk: User.objects.filter(pk=pk).values_list(*columns_of(User)))
SESSION = Prepared(lambda key: Session.objects.filter(session_key=key).values_list(*columns_of(Session)))


class Backend(ModelBackend):
    """Django's, by name and password."""

    def get_user(self, user_id: Any) -> User | None:
        """The account of a session; none where it is gone or no longer active."""
        for row in USER.rows(user_id):
            user = User.from_db("default", columns_of(User), row)
            return user if self.user_can_authenticate(user) else None
        return None


class SessionStore(Stored):
    """Django's, in the database: one that ended is gone at once, in every process."""

    def _get_session_from_db(self) -> Session | None:
        for row in SESSION.rows(self.session_key or ""):
            found = Session.from_db("default", columns_of(Session), row)
            if found.expire_date > timezone.now():
                return found
        self._session_key = None
        return None
