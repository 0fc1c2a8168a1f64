"""Running the house: the embedded database, the command line, the demo, doctor, loading of tables."""
