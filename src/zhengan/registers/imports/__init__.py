"""What was imported: which file, by whom, when, how much; and whether it was taken back."""
