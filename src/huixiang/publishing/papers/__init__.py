"""Official papers filled from the records: what stands in which column, and the words around the table.

A column that no record feeds stays empty. Papers are Chinese whatever the language of the page.
"""
