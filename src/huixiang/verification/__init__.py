"""Is it solved? Those who spoke say so; the first answer is kept; silence stays silence.

Words: Verdict (反映人评价), Asking (征询), Approval (批准), Closure (销号).
"""
