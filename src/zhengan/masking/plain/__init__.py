"""The reference: finds personal data in plain, readable Python. What ``fast`` must agree with, byte for byte."""
