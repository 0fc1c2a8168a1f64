"""What was said stays as it was said: channels, voices, receipts, protection of who spoke, talk both ways.

Words: Channel (渠道), Voice (原声), Speaker (反映人), Receipt (回执), ReceiptCode (回执码).
"""
