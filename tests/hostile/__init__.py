"""What arrives by mail and is meant to do harm, disks that fail, links planted where the program writes."""
