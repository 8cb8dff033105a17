"""The command line: ``zhengan …``. Each command's module is imported only when that command runs."""
