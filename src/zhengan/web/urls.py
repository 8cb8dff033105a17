"""Every address. An institution's pages lie under its code, so that an address can be passed on and means the same."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import include, path
from django.views.i18n import set_language

from zhengan.web.views import (
    articles,
    auth,
    bench,
    board,
    calendar,
    exchange,
    findings,
    found,
    imports,
    incidents,
    notices,
    picked,
    registers,
    running,
    search,
    systems,
    tokens,
)

house = [
    path("", board.board, name="board"),
    path("articles/<int:number>/", articles.article, name="article"),
    path("systems/<str:uid>/", systems.system, name="system"),
    path("systems/<str:uid>/<slug:tab>/", systems.system, name="system-tab"),
    path("findings/", found.findings, name="findings"),
    path("findings/export.<str:form>", found.export, name="findings-export"),
    path("findings/<str:rule>/<path:subject>/", findings.finding, name="finding"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/<str:uid>/room/", incidents.room, name="incident-room"),
    path("incidents/<str:uid>/room/text/<slug:kind>/", incidents.text, name="incident-text"),
    path("incidents/<str:uid>/room/text/<slug:kind>.txt", incidents.text_file, name="incident-text-file"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/subscribe/", calendar.subscribe, name="calendar-subscribe"),
    path("notices/", notices.notices, name="notices"),
    path("notices/settings/", notices.preferences, name="notices-settings"),
    path("search/", search.find, name="search"),
    path("masking/", bench.bench, name="masking-bench"),
    path("running/", running.running, name="running"),
    path("running/<slug:job>/now/", running.run_now, name="run-now"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("registers/", registers.index, name="registers"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.one, name="import-one"),
    path("imports/<int:pk>/undo/", imports.undo, name="import-undo"),
    path("registers/<slug:name>/", registers.rows, name="register"),
    path("registers/<slug:name>/new/", registers.edit, name="record-new"),
    path("registers/<slug:name>/import/", imports.import_file, name="import"),
    path("registers/<slug:name>/import/progress/<str:watch>/", imports.progress, name="import-progress"),
    path("registers/<slug:name>/template.xlsx", imports.template, name="import-template"),
    path("registers/<slug:name>/template.csv", exchange.template, name="template"),
    path("registers/<slug:name>/picked/amend/", picked.amend, name="picked-amend"),
    path("registers/<slug:name>/picked/withdraw/", picked.withdraw, name="picked-withdraw"),
    path("registers/<slug:name>/picked/matching.json", picked.matching, name="picked-matching"),
    path("registers/<slug:name>/export.<str:form>", exchange.export, name="export"),
    path("registers/<slug:name>/r/<str:uid>/", registers.detail, name="record"),
    path("registers/<slug:name>/r/<str:uid>/edit/", registers.edit, name="record-edit"),
    path("registers/<slug:name>/r/<str:uid>/withdraw/", registers.withdraw, name="record-withdraw"),
]
handler400 = "zhengan.web.views.unfit.unfit"
urlpatterns = [
    path("", auth.home, name="home"),
    path("login/", auth.LogIn.as_view(), name="login"),
    path("password/", auth.Password.as_view(), name="password"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", login_not_required(set_language), name="language"),
    path("calendar/<str:secret>.ics", calendar.feed, name="calendar-feed"),
    path("i/<slug:code>/", include(house)),
    path("api/v1/", include("zhengan.api.entry")),
]
