from django.apps import AppConfig


class Filings(AppConfig):
    name = "zhengan.registers.filings"
    label = "filings"
