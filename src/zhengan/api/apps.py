from django.apps import AppConfig


class Api(AppConfig):
    name = "zhengan.api"
    label = "api"
