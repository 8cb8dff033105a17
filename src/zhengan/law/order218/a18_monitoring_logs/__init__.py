"""Article 18: Monitoring and logs (监测与日志)."""
