"""Where returns come from besides files and folders."""
