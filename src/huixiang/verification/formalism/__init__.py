"""The rules of formalism (形式主义线索): pure functions over facts, each a reason for a person to look, never a score.

``catalogue.RULES`` names them all; docs/algorithms/formalism.md says what each means and cannot see.
"""
