"""A project for django-helpdesk as its documentation asks for it; runs in its own environment, not in ours."""
