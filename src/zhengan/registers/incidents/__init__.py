"""Outages as monitoring saw them, security events as people recorded them, emergency plans and drills."""
