"""How the registers of suppliers are listed."""

from zhengan.registers.kit.register import Register
from zhengan.registers.suppliers.models import Contract, FilingUrge, Supplier

TITLE = "供应商"
REGISTERS = (
    Register(Supplier, ("name", "filed", "filing_checked", "since", "to"), (), ("uid", "name"), "uid"),
    Register(
        Contract,
        ("supplier", "systems", "confidentiality", "security_duties", "assist_investigation", "since", "to"),
        ("supplier", "confidentiality", "security_duties", "assist_investigation"),
        ("uid", "supplier"),
        "-since",
    ),
    Register(FilingUrge, ("supplier", "at"), ("supplier",), ("uid", "supplier"), "-at"),
)
