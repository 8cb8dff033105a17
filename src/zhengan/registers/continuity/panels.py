"""How the registers of backup and recovery are listed."""

from zhengan.registers.continuity.models import (
    BackupRun,
    BackupSite,
    CentreOutage,
    DisasterSite,
    FaultBackup,
    RecoveryObjective,
    RestoreTest,
    Takeover,
)
from zhengan.registers.kit.register import Register

TITLE = "备份与灾备"
REGISTERS = (
    Register(BackupRun, ("system", "at", "ok", "site"), ("system", "ok", "site"), ("uid", "system"), "-at"),
    Register(
        RestoreTest, ("system", "at", "ok", "method"), ("system", "ok"), ("uid", "system", "method"), "-at"
    ),
    Register(BackupSite, ("site", "name", "since", "to"), ("site",), ("uid", "name"), "-since"),
    Register(
        DisasterSite,
        ("system", "name", "place", "in_step", "active", "since", "to"),
        ("system", "place"),
        ("uid", "name"),
        "-since",
    ),
    Register(FaultBackup, ("system", "name", "since", "to"), ("system",), ("uid", "name"), "-since"),
    Register(
        RecoveryObjective,
        ("system", "rto_minutes", "rpo_minutes", "since", "to"),
        ("system",),
        ("uid", "system"),
        "-since",
    ),
    Register(
        Takeover,
        ("system", "at", "rto_minutes", "rpo_minutes", "continuous"),
        ("system",),
        ("uid", "system"),
        "-at",
    ),
    Register(CentreOutage, ("centre", "since", "to"), ("centre",), ("uid", "centre"), "-since"),
)
