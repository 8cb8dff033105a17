"""Every kind of fact under the plural name that documents, registers and the API use for it."""

from __future__ import annotations

from zhengan.facts.base import Fact
from zhengan.facts.capacity import Capacity, DailyPeak, MarketSwing, StressTest
from zhengan.facts.changes import Change
from zhengan.facts.continuity import (
    BackupRun,
    BackupSite,
    CentreOutage,
    DisasterSite,
    FaultBackup,
    RecoveryObjective,
    RestoreTest,
    Takeover,
)
from zhengan.facts.filings import Filing
from zhengan.facts.incidents import Drill, EmergencyPlan, Incident, IncidentEntry, Outage
from zhengan.facts.institution import Appointment, Institution, LeadDepartment, Waiver
from zhengan.facts.logs import Anomaly, LogArchive, LogSource, MonitoringReview, MonitorSource, Samples
from zhengan.facts.personal import DataSet, MaskingCheck, MaskingRun, OutboundChannel, OutboundSample
from zhengan.facts.suppliers import Contract, FilingUrge, Supplier
from zhengan.facts.systems import Link, LinkUse, MlpsAssessment, MlpsGrading, System

KINDS: dict[str, type[Fact]] = {
    "institution": Institution,
    "appointments": Appointment,
    "lead_departments": LeadDepartment,
    "systems": System,
    "links": Link,
    "link_use": LinkUse,
    "mlps_gradings": MlpsGrading,
    "mlps_assessments": MlpsAssessment,
    "changes": Change,
    "backup_sites": BackupSite,
    "backup_runs": BackupRun,
    "restore_tests": RestoreTest,
    "fault_backups": FaultBackup,
    "disaster_sites": DisasterSite,
    "centre_outages": CentreOutage,
    "recovery_objectives": RecoveryObjective,
    "takeovers": Takeover,
    "capacities": Capacity,
    "daily_peaks": DailyPeak,
    "stress_tests": StressTest,
    "market_swings": MarketSwing,
    "monitor_sources": MonitorSource,
    "samples": Samples,
    "anomalies": Anomaly,
    "monitoring_reviews": MonitoringReview,
    "log_sources": LogSource,
    "log_archives": LogArchive,
    "suppliers": Supplier,
    "contracts": Contract,
    "filing_urges": FilingUrge,
    "test_data_sets": DataSet,
    "masking_runs": MaskingRun,
    "masking_checks": MaskingCheck,
    "outbound_channels": OutboundChannel,
    "outbound_samples": OutboundSample,
    "outages": Outage,
    "incidents": Incident,
    "incident_entries": IncidentEntry,
    "emergency_plans": EmergencyPlan,
    "drills": Drill,
    "filings": Filing,
    "waivers": Waiver,
}

NAMES: dict[type[Fact], str] = {kind: name for name, kind in KINDS.items()}
