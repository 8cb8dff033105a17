"""``{% url %}`` as Django has it, remembering what it answered: pages ask for the same few hundred addresses."""

from __future__ import annotations

import functools
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse
from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape

register = template.Library()
HELD = 8192


@register.tag
def url(parser: Parser, token: Token) -> template.Node:
    """The address of a view; one that is only looked for (``as``) is left to Django."""
    node = parse(parser, token)
    return node if node.asvar else Address(node.view_name, node.args, node.kwargs, None)


class Address(URLNode):
    """One ``{% url %}``."""

    def render(self, context: Any) -> str:
        """The address, escaped as the template asks."""
        view = self.view_name.resolve(context)
        args = tuple(str(arg.resolve(context)) for arg in self.args)
        named = tuple((name, str(value.resolve(context))) for name, value in self.kwargs.items())
        found = address(view, args, named, get_script_prefix())
        return conditional_escape(found) if context.autoescape else found


@functools.lru_cache(HELD)
def address(view: str, args: tuple[str, ...], named: tuple[tuple[str, str], ...], prefix: str) -> str:
    """What ``reverse`` answers under a script prefix."""
    return reverse(view, args=args, kwargs=dict(named))
