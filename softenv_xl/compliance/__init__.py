"""What the evidence adds up to: teacher × entry of the rulebook, department, school. The arithmetic is in docs/compliance.md."""

from softenv_xl.compliance.assessment import Assessment, PersonResult, Rollup, assess
from softenv_xl.compliance.evidence_record import Evidence
from softenv_xl.compliance.state import State, judge

__all__ = ["Assessment", "Evidence", "PersonResult", "Rollup", "State", "assess", "judge"]
