from django.apps import AppConfig


class Accounts(AppConfig):
    name = "zhengan.accounts"
    label = "accounts"
