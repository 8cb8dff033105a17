"""Labelled texts: what personal data stands where, written by a generator that shares nothing with the package."""
