from django.apps import AppConfig


class Imports(AppConfig):
    name = "zhengan.registers.imports"
    label = "imports"
