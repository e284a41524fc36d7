"""A made-up school of sixty teachers: its returns as sent and as they came back, and a campaign lived through."""

from softenv_xl.demo.campaign import LAST_DAY, run_campaign, run_demo
from softenv_xl.demo.faults import FAULTS, Fault
from softenv_xl.demo.inbox import Mail
from softenv_xl.demo.school import School, make_school

__all__ = ["FAULTS", "LAST_DAY", "Fault", "Mail", "School", "make_school", "run_campaign", "run_demo"]
