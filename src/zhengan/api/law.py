"""The law's articles and duties."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from zhengan.api.described import READ
from zhengan.api.door import lang_of
from zhengan.api.problems import answer
from zhengan.api.shapes import ArticleOut, ArticlesOut
from zhengan.law.asdata import clause_data
from zhengan.law.loader import load_law

router = Router(tags=["条文"])


@router.get("/law/articles", response={200: ArticlesOut, **READ}, summary="75 条的目录")
def articles(request: HttpRequest) -> HttpResponse:
    """Every article with its clauses."""
    lang = lang_of(request)
    lines = [
        {"article": one.number, "title": one.title(lang), "clauses": [duty.id for duty in one.duties]}
        for one in load_law().articles
    ]
    return answer({"articles": lines})


@router.get("/law/articles/{number}", response={200: ArticleOut, **READ}, summary="一条：条文、义务、规则与限值")
def article(request: HttpRequest, number: int = Path(..., ge=1, le=75)) -> HttpResponse:
    """One article."""
    return answer(clause_data(str(number), lang_of(request)))


@router.get("/law/clauses/{clause}", response={200: ArticleOut, **READ}, summary="一款：条文与该款的义务")
def clause(request: HttpRequest, clause: str = Path(..., max_length=20)) -> HttpResponse:
    """One clause, such as ``21.3``."""
    return answer(clause_data(clause, lang_of(request)))
