"""Suggest under which headings a voice belongs: learnt from labels people confirmed, or begun from a scheme's names.

It promises the words that decided with each suggestion, a confidence that means what it says, and silence below it.
"""
