"""A port behind a program of the county's own: whatever gateway it has a contract with, or the print room."""

import json
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path

from rongzhi.exchange.connectors.message.port import Message, PortDown, Receipt, Undeliverable

NO_SUCH_ADDRESS = 65  # EX_DATAERR of sysexits: trying again does not help
PATIENCE = 30  # seconds


@dataclass
class ProgramPort:
    """Runs a program for each message.

    It reads the message as one JSON object (key, file, to, text, subject, name) from its standard input, so that no
    contact stands in the list of processes, and prints its own number for it. It must send nothing for a key that it
    was given before. Exit code 0: taken; 65: no such address; anything else: try again later.
    """

    means: str
    program: Path

    def send(self, message: Message) -> Receipt:
        asked = json.dumps(asdict(message), ensure_ascii=False)
        try:
            answer = subprocess.run(
                [self.program], input=asked, capture_output=True, text=True, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            raise PortDown(
                f"{self.means}：发送程序 {PATIENCE} 秒没有应答。 The program did not answer in time."
            ) from None
        except OSError as fault:
            raise PortDown(
                f"{self.means}：发送程序无法运行（{fault.strerror}）。 The program cannot be run."
            ) from fault
        if answer.returncode == NO_SUCH_ADDRESS:
            raise Undeliverable(f"{self.means}：地址无效。 There is no such address.")
        if answer.returncode:
            raise PortDown(
                f"{self.means}：发送程序返回 {answer.returncode}。 The program ended with {answer.returncode}."
            )
        return Receipt((answer.stdout.strip().splitlines() or [self.means])[0][:120])
