"""The table of what each field serves is the one the rules give, and speaks of fields and clauses there are."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import tomllib

from tests.architecture.tree import ROOT
from zhengan.facts.capacity import Capacity
from zhengan.facts.changes import Change
from zhengan.facts.kinds import KINDS
from zhengan.law.loader import load_law
from zhengan.law.rule import load_rules
from zhengan.law.served import TABLE, clauses_served


def test_the_table_is_what_the_cases_measure() -> None:
    done = subprocess.run([sys.executable, "scripts/served.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr or "run scripts/served.py"


def test_it_speaks_of_what_there_is() -> None:
    judged = {rule.clause for rule in load_rules()}
    for kind, fields in tomllib.loads(TABLE.read_text("utf-8")).items():
        assert fields.keys() <= {field.name for field in dataclasses.fields(KINDS[kind])}
        for clauses in fields.values():
            assert set(clauses) <= judged & load_law().by_clause.keys()


def test_what_a_change_is_asked() -> None:
    assert clauses_served(Change, "technical_risk") == ("15.1",)
    assert clauses_served(Change, "start") == ("15.1", "15.2", "16.1", "16.3", "45.2")
    assert clauses_served(Capacity, "purchased") == clauses_served(Capacity, "nothing") == ()
