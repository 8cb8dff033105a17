"""How the registers of outages, security events, emergency plans and drills are listed."""

from zhengan.registers.incidents.models import Drill, EmergencyPlan, Incident, IncidentEntry, Outage
from zhengan.registers.kit.register import Register

TITLE = "事件与应急"
REGISTERS = (
    Register(
        Incident,
        ("system", "name", "nature", "grade", "detected", "recovered"),
        ("system", "nature", "grade"),
        ("uid", "system", "name"),
        "-detected",
    ),
    Register(
        IncidentEntry,
        ("incident", "at", "sort", "text", "item"),
        ("incident", "sort", "item"),
        ("uid", "incident", "text"),
        "-at",
    ),
    Register(
        Outage, ("system", "start", "end", "planned"), ("system", "planned"), ("uid", "system"), "-start"
    ),
    Register(
        EmergencyPlan, ("name", "scenarios", "next_review", "since", "to"), (), ("uid", "name"), "-since"
    ),
    Register(
        Drill,
        ("at", "name", "systems", "connected_parties", "report_archived"),
        ("connected_parties", "report_archived"),
        ("uid", "name"),
        "-at",
    ),
)
