"""The face of the house: page shell, components, error pages, paging, headers. It knows no domain words.

Promises: every page works without JavaScript, carries no inline script or style, and reads well at 360 px, in the
dark, in large print and on paper. How to use each component: docs/reference/components.md; all of them on one page:
/style (DEBUG only).
"""
