"""The edge of texts and calls: the carrier's signed webhooks."""
