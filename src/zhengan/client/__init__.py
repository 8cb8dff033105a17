"""A client of the interface for Python programs: the standard library and nothing else.

    from zhengan.client import Client

    client = Client("http://127.0.0.1:8218", token)
    client.registers("backup_runs").bulk({"system": "core", "at": at, "ok": True} for at in runs)
"""

from zhengan.client.client import Client, Conflict, Halted, Register
from zhengan.kit.problem import Problem, Problems

__all__ = ["Client", "Conflict", "Halted", "Problem", "Problems", "Register"]
