"""Article 32."""
