"""The schema and the reader take and refuse the same policies; the published schema is the one the code makes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengan.kit.problem import Problem
from zhengan.masking import policy, yamlnode
from zhengan.masking.schema import policy_schema

ROOT = Path(__file__).parents[3]
ONCE = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
VALIDATOR = jsonschema.Draft202012Validator(policy_schema())


def taken(data: dict[str, Any]) -> bool:
    """Whether the reader takes a policy."""
    raw = yaml.safe_dump(data, allow_unicode=True).encode()
    try:
        policy.Reader(yamlnode.read(raw, "policy.yaml"), Path("/nowhere"), {}, ONCE).policy("")
    except Problem:
        return False
    return True


def test_the_published_schema_is_the_one_made() -> None:
    jsonschema.Draft202012Validator.check_schema(policy_schema())
    published = (ROOT / "docs" / "schema" / "masking-policy.schema.json").read_text("utf-8")
    assert json.loads(published) == policy_schema(), "run: python scripts/scenariodocs.py"


def test_the_example_policy_is_taken() -> None:
    VALIDATOR.validate(yaml.safe_load((ROOT / "examples" / "masking" / "customers.yaml").read_text("utf-8")))


def test_every_operator_takes_every_kind_by_both_or_by_neither() -> None:
    judged = set()
    for operator in (*policy.operators(), "leave", "blur"):
        for kind in (None, *policy.KINDS, "digits", "text", "nmae"):
            spec = {"operator": operator, **({"kind": kind} if kind else {})}
            data = {"zhengan-masking": "1", "key": "once", "columns": {"a": spec}}
            assert VALIDATOR.is_valid(data) == taken(data), spec
            judged.add(taken(data))
    assert judged == {True, False}


def test_every_option_is_taken_with_its_type_and_refused_with_another() -> None:
    for name, cls in policy.operators().items():
        kind = {"kind": "mobile"} if name in ("fpe", "fake") else {}
        for option in policy.fields(cls):
            for value in ("月", "star", "year", 10, -1, True, [1, 2], ["x"], {}, None):
                data = {"zhengan-masking": "1", "key": "once", "columns": {"a": {"operator": name, **kind, option.name: value}}}
                if name == "generalise_age" and option.name in ("width", "top"):
                    continue  # one must divide the other: only the reader can tell
                if (name, option.name, value) == ("fpe", "back", True):
                    continue  # nothing is restored with a key for one run: so can this
                assert VALIDATOR.is_valid(data) == taken(data), data


SPECS = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {},
        optional={
            "kind": st.sampled_from(["mobile", "name", "text", "digits", "nmae"]),
            "operator": st.sampled_from(["keep", "redact", "drop", "hash", "fpe", "fake", "leave", "generalise_date", "blur"]),
            "front": st.sampled_from([0, 3, -1, "3"]),
            "length": st.sampled_from([7, 8, 64, 65]),
            "to": st.sampled_from(["month", "district", "week"]),
            "domain": st.sampled_from(["a", 1]),
            "on_misfit": st.sampled_from(["star", "error", "pass"]),
            "fron": st.just(1),
        },
    ),
)
POLICIES = st.fixed_dictionaries(
    {"zhengan-masking": st.sampled_from(["1", 1, "2"]), "key": st.just("once")},
    optional={
        "purpose": st.sampled_from(["test", "other", "fun"]),
        "version": st.sampled_from(["1", 2]),
        "rest": st.sampled_from(["scan", "leave", "drop", "keep"]),
        "on_misfit": st.sampled_from(["star", "keep", "none"]),
        "columns": st.none() | st.dictionaries(st.sampled_from(["a", "姓名", "c.d"]), SPECS, max_size=2) | st.just([]),
        "kinds": st.none() | st.dictionaries(st.sampled_from(["mobile", "name", "digits"]), SPECS, max_size=2),
        "text_columns": st.none() | st.just(["备注"]) | st.just("备注"),
        "patterns": st.none()
        | st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "regex": st.sampled_from(["a+", "", 5]),
                    "name": st.just("工号"),
                    "operator": st.sampled_from(["keep", "redact", "hash", "fpe"]),
                    "back": st.just(1),
                    "length": st.just(16),
                    "label": st.just("X"),
                    "digest": st.just("sm3"),
                },
            ),
            max_size=1,
        ),
        "colums": st.just({}),
    },
)


@settings(max_examples=300)
@given(POLICIES)
def test_schema_and_reader_agree(data: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(data) == taken(data)


def test_the_command_prints_it() -> None:
    done = subprocess.run([str(Path(sys.executable).with_name("zhengan")), "mask", "schema"], capture_output=True, text=True)
    assert json.loads(done.stdout) == policy_schema()
