"""The least a Django site can do for one sending: a view that commits one row, nothing around it."""
