from django.apps import AppConfig


class Suppliers(AppConfig):
    name = "zhengan.registers.suppliers"
    label = "suppliers"
