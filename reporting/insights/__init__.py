"""Measures of the line that cannot identify a child: what is counted, what is withheld, what was published."""
