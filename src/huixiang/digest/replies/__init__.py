"""Is a reply an answer? Separate marks, each with the words it rests on; they are never added up to one number.

What each mark means stands in docs/algorithms/replies.md, section 1; ``scoring.score_replies`` gives them for a table.
"""
