"""How the registers about the institution are listed."""

from zhengan.registers.institutions.models import Appointment, Institution, LeadDepartment, Waiver
from zhengan.registers.kit.register import Register

TITLE = "机构"
REGISTERS = (
    Register(Institution, ("name", "kind", "licence", "jurisdiction", "cii_operator", "since", "to"), order="-since"),
    Register(Appointment, ("role", "person", "position", "since", "to"), ("role",), ("uid", "person"), "-since"),
    Register(LeadDepartment, ("name", "duties", "since", "to"), (), ("uid", "name"), "-since"),
    Register(Waiver, ("clause", "about", "by", "reason", "since", "to"), (), ("uid", "clause", "reason"), "-since"),
)
