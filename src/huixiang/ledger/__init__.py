"""What must be put right, by whom, until when, and the three hands of the unit and the office that claim it is.

Words: Measure (整改措施), Evidence (佐证), CompletionClaim (申请销号), Sign-off (审签), Check (核查).
"""
