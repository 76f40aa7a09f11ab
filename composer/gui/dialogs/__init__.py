"""The few questions that need a window of their own; everything else is asked in place."""
