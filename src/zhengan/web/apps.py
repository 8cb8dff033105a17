from django.apps import AppConfig


class Web(AppConfig):
    name = "zhengan.web"
    label = "web"
