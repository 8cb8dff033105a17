from django.apps import AppConfig


class PersonalInfo(AppConfig):
    name = "zhengan.registers.personal_info"
    label = "personal_info"
