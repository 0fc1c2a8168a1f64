"""The command line ``huixiang digest``: makes sense of a table of voices without the web application.

Reads the table, calls the engine, writes what it found. Knows no Django, no settings and no database.
"""
