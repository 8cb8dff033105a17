"""Article 24: Testing and disclosure (认证检测与发布)."""
