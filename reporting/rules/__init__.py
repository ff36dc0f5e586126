"""The district's own rules: written by a lead, tried in shadow, put in force by two people, rolled back by one."""
