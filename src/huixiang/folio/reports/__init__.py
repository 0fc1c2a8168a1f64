"""Reports somebody wrote by hand: their words in order, the numbers in them, the periods they name.

It promises to take no date, ordinal, file number or set phrase for a number; what a number means is told elsewhere.
"""
