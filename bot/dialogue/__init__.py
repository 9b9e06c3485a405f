"""The conversation engine, free of any messenger and of storage."""
