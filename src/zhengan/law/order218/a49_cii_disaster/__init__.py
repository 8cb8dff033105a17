"""Article 49: CII disaster centres (关基同城异地灾备)."""
