"""Accuracy of the text engine on labelled texts: metrics, peers and floor scores.

Each module named in ``evals.__main__.EVALS`` has ``figures()``, which yields ``bench.figures.Figure``: what was
measured, its floor (``target``) and in ``context`` the aim and the circumstances.
"""
