"""How the register of filings is listed."""

from zhengan.registers.filings.models import Filing
from zhengan.registers.kit.register import Register

TITLE = "报送"
REGISTERS = (
    Register(
        Filing,
        ("at", "type", "to", "about", "year"),
        ("type", "to", "year"),
        ("uid", "about", "office"),
        "-at",
        names=(
            "incidents",
            "drills",
            "changes",
            "outages",
            "systems",
        ),  # `about` of a filing and of its figures
    ),
)
