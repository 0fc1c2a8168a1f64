"""Opinions become one problem list: the inbox, joining, answering, setting aside, and class Problem.

Nothing is destroyed: a join is a link with a beginning and an end; each speaker keeps receipt, answer and vote.
Words: Problem (问题), Part (一份原声), SetAside (不予受理／另行处理).
"""
