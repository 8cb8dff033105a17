"""Article 59: Annual report (年报与专项评估)."""
