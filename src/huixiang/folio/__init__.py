"""Office documents: bytes in, checked bytes or plain rows out, and back again.

It promises that whatever it returns carries no scripts, macros, links to the outside or places
where a photo was taken, as far as the format lets us see; what it cannot vouch for it refuses.
"""
