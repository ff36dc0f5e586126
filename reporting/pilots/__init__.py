"""Something new is tried at some schools first: what is expected is written down before, and judged by it after."""
