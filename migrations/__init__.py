"""How the schema came to be, step by step. Read only by `reporting.store.migrate` and by the tests."""
