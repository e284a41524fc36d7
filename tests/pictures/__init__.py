"""What the sheets look like to whoever opens them: pictures to be looked at, no tests."""
