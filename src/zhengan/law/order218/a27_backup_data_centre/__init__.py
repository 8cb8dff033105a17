"""Article 27: Industry backup centre (行业备份数据中心)."""
