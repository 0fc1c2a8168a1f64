"""Pages of the desk's own house: start page, units, members, roster, permissions, sign-ins."""
