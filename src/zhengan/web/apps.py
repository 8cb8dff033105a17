from django.apps import AppConfig


class Web(AppConfig):
    name = "zhengan.web"
    label = "web"

    def ready(self) -> None:
        from zhengan.web.language import join_catalogues

        join_catalogues()
