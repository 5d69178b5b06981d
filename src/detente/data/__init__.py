"""Data that ships with the program: the codebook, lexicons, names, dispute packs with their dossiers."""
