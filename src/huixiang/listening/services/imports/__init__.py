"""Files that bring many voices: kept, read, confirmed, taken in batch by batch, taken back as a whole, typed off."""
