"""Schools, packages and tables that several rooms of tests use."""
