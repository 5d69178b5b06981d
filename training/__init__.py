"""How the data that ships is made from its sources; nothing here is imported by the program."""
