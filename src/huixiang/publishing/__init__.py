"""What we say in public and to each speaker: the board, the answers, the echo behind a receipt.

Words: Board (公示栏), Answer (答复), Disclosure (公开).
"""
