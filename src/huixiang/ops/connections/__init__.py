"""The database backend of the site (Django looks for its module ``base``)."""
