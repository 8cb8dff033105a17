"""How the register of changes is listed."""

from zhengan.registers.changes.models import Change
from zhengan.registers.kit.register import Register

TITLE = "变更"
REGISTERS = (
    Register(
        Change,
        ("system", "name", "kind", "start", "end", "urgent", "major"),
        ("system", "kind", "urgent", "major"),
        ("uid", "system", "name", "fault"),
        "-start",
    ),
)
