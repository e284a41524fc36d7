"""What the commands say, in the user's language: tables for people, JSON for programs."""

from softenv_xl.reporting.exchange import (
    report_key,
    report_merged,
    report_new_key,
    report_packs,
    report_reminders,
    report_sent_back,
)
from softenv_xl.reporting.failures import report_crash, report_interrupt, report_stop, report_unprintable
from softenv_xl.reporting.publications import (
    report_bulletin,
    report_documents,
    report_exported,
    report_imported,
    report_template,
)
from softenv_xl.reporting.reporter import FINE, FOUND, INTERRUPTED, STOPPED, Reporter, progress
from softenv_xl.reporting.runs import (
    report_appraised,
    report_changes,
    report_created,
    report_distributed,
    report_history,
    report_issues,
    report_result,
    report_undone,
    report_upgraded,
    report_why,
)

__all__ = [
    "FINE",
    "FOUND",
    "INTERRUPTED",
    "STOPPED",
    "Reporter",
    "progress",
    "report_appraised",
    "report_bulletin",
    "report_changes",
    "report_crash",
    "report_created",
    "report_distributed",
    "report_documents",
    "report_exported",
    "report_history",
    "report_imported",
    "report_interrupt",
    "report_issues",
    "report_key",
    "report_merged",
    "report_new_key",
    "report_packs",
    "report_reminders",
    "report_result",
    "report_sent_back",
    "report_stop",
    "report_template",
    "report_undone",
    "report_unprintable",
    "report_upgraded",
    "report_why",
]
