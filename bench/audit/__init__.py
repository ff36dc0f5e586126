"""What a stranger's tools say of the pages: the Nu HTML checker, Lighthouse, and an old phone's network."""
