"""Article 29: Processing principles (个人信息处理原则)."""
