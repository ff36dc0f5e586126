"""What stands before every page: headers, origins, limits, proof of work, bodies in RAM, quiet logs."""
