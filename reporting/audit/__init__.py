"""Who did what: an append-only chain, and the little of it that each person may see."""
