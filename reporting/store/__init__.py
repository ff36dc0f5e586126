"""Tables and queries, by noun. What a person wrote comes here sealed; each query is named for its question."""
