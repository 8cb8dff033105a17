from django.apps import AppConfig


class Institutions(AppConfig):
    name = "zhengan.registers.institutions"
    label = "institutions"
