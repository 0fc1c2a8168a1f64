"""The tests of the whole house: journeys in a browser, their pages, and guards over the repository."""
