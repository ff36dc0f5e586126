"""A made-up district on this machine, with simulated phones. Nothing of it is imported by the service itself."""
