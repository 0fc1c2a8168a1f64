"""Tools of attackers, run against a real house: schemathesis, wapiti, sqlmap, and atheris for what reads bytes.

They live in environments of their own below var/bench, made on first use from requirements/attack.lock and
requirements/wapiti.lock. The modules named ``with_...`` run there.
"""
