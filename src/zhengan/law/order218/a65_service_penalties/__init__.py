"""Article 65: Service penalties (停服与漏洞处罚)."""
