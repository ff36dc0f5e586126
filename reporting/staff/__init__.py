"""The staff site: sign-in, the inbox, one thread, the people, the set-up. Server-rendered; scripts only help."""
