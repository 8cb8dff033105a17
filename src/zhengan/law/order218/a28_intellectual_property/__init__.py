"""Article 28: Intellectual property (知识产权保护)."""
