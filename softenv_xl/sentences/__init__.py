"""What a run came to, in one sentence with numbers, for status bars, message boxes and terminals alike."""

from softenv_xl.sentences.appraisals import appraised
from softenv_xl.sentences.endings import (
    CHANGED,
    NOT_KNOWN,
    NOTHING,
    UNSAVED,
    changed,
    crashed,
    interrupted,
    undone,
)
from softenv_xl.sentences.explanations import explanation_lines, explanation_record
from softenv_xl.sentences.history import (
    NO_CHANGES,
    NO_HISTORY,
    change_lines,
    change_record,
    history_line,
    history_record,
)
from softenv_xl.sentences.issues import (
    DUPLICATE,
    NO_ISSUES,
    UP_TO_DATE,
    at_issue,
    counted,
    highlighted,
    issue_text,
    users_language,
    validated,
    with_news,
)
from softenv_xl.sentences.merges import merge_lines, merge_record, merged
from softenv_xl.sentences.packs import KEY_MADE, pack_line, pack_record, packs_written, with_key_made
from softenv_xl.sentences.publications import bulletin_written, exported, imported
from softenv_xl.sentences.reminders import reminder_lines, reminder_record, to_remind
from softenv_xl.sentences.results import (
    collected,
    distributed,
    documents_written,
    refreshed,
    template_checked,
    waiting,
)
from softenv_xl.sentences.sent_back import sent_back, sent_back_records, without_copy
from softenv_xl.sentences.upgrades import additions, upgraded

__all__ = [
    "CHANGED",
    "DUPLICATE",
    "KEY_MADE",
    "NOTHING",
    "NOT_KNOWN",
    "NO_CHANGES",
    "NO_HISTORY",
    "NO_ISSUES",
    "UNSAVED",
    "UP_TO_DATE",
    "additions",
    "appraised",
    "at_issue",
    "bulletin_written",
    "change_lines",
    "change_record",
    "changed",
    "collected",
    "counted",
    "crashed",
    "distributed",
    "documents_written",
    "explanation_lines",
    "explanation_record",
    "exported",
    "highlighted",
    "history_line",
    "history_record",
    "imported",
    "interrupted",
    "issue_text",
    "merge_lines",
    "merge_record",
    "merged",
    "pack_line",
    "pack_record",
    "packs_written",
    "refreshed",
    "reminder_lines",
    "reminder_record",
    "sent_back",
    "sent_back_records",
    "template_checked",
    "to_remind",
    "undone",
    "upgraded",
    "users_language",
    "validated",
    "waiting",
    "with_key_made",
    "with_news",
    "without_copy",
]
