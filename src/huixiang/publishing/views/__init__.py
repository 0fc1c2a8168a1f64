"""The pages: board and problems for everybody, the receipt for a speaker, the queue for the office."""
