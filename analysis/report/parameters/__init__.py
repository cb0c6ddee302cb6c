"""What a notebook takes, and whether what was given fits."""
