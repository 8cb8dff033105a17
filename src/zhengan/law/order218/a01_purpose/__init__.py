"""Article 1: Purpose and bases (立法目的与依据)."""
