"""Collect what is recorded, judge it once, keep the findings, compare two moments."""
