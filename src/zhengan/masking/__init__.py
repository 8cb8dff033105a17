"""Masking of personal data: which bytes are personal, why, and what stands in their place (Arts. 16.2, 34.1, 34.2).

Pure: no clock, no network, no database. ``kinds`` say what personal data looks like, ``plain`` finds it readably,
``fast`` finds the same at the speed of a disk, ``operators`` say what stands in its place, ``formats`` carry both
through files. Usable alone: ``pip install zhengan[masking]`` imports no Django.
"""
