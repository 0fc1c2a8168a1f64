"""Papers as offices print them: one definition of columns and rows in, .docx, .xlsx and .pdf out.

It promises that words come out as they went in, that no cell ever runs as a formula, that every
figure carries the code of the rows behind it, and that equal papers are equal bytes.
"""
