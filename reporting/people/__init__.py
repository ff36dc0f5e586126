"""Schools, teams, staff: who they are, how they sign in, which keys they hold and who gave them."""
