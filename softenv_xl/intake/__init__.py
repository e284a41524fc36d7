"""What comes in: the control workbook as it was read, the returns with their check, the ledger of what was sent."""
