"""Setting up a mail account: what its servers are, from the address alone. Nothing here signs in, and nothing is sent."""
