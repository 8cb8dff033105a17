"""How the page about the interface reads its own OpenAPI document."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def ref(schema: dict[str, Any]) -> str:
    """The name of the schema that a schema only points to; empty where it points to none."""
    return str(schema.get("$ref", "")).rpartition("/")[2] if isinstance(schema, dict) else ""


@register.filter
def shape(schema: dict[str, Any]) -> str:
    """A schema in a word or two: ``string``, ``RecordOut[]``, ``integer | null``."""
    if ref(schema):
        return ref(schema)
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(shape(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return shape(schema.get("items", {})) + "[]"
    return str(schema.get("type") or schema.get("const") or "any")
