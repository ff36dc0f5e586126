"""The students' site: one field, six words, and a way back. No cookie, no account, no script needed."""
