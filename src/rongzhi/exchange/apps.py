"""The exchange as a Django app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "rongzhi.exchange"
    verbose_name = "收发"

    def ready(self) -> None:
        """What was erased from a file goes from the folder of messages too."""
        from rongzhi.casework.erasure import ERASERS  # app ready
        from rongzhi.exchange.connectors.message.connected import forget_messages  # app ready
        from rongzhi.exchange.transfers import forget_transfers  # app ready

        if forget_transfers not in ERASERS:
            ERASERS.append(forget_transfers)
        if forget_messages not in ERASERS:
            ERASERS.append(forget_messages)
