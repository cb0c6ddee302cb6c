"""Many reports in one go: planned, made side by side, resumed, shown on one page."""
