"""The guide inside the program: its chapters, how they are drawn, and how one finds something in them."""
