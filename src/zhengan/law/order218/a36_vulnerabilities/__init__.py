"""Article 36: Vulnerabilities (缺陷与漏洞处置)."""
