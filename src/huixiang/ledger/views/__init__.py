"""The desk pages of the ledger: the list, one problem, and a small page for each act."""
