"""Backups, validity checks, backup facilities, disaster centres and recovery objectives."""
