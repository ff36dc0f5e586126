"""Files from outside: told apart, cleaned of all that says who, where and when. One file, one jailed process."""
