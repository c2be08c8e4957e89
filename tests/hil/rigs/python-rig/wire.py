"""Lines of the wire: CRC, trailer, and the one spelling that a field has."""

import re

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
HEAD = re.compile(r">([0-9A-F]{2})\.([0-9A-F]{2}) ([A-Z]+)((?: [^ ]+)*)\Z")
TRAILER = re.compile(r"\*([0-9A-F]{2})([0-9A-F]{4})\Z")


class Refusal(Exception):
    """An error of the wire: its name, the fields of its line, and whether the report follows."""

    def __init__(self, name, fields="", report=True):
        super().__init__(name)
        self.name = name
        self.fields = fields
        self.report = report


def crc16(data):
    """CRC-16/CCITT-FALSE."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = ((crc << 1) ^ 0x1021) & 0xFFFF if crc & 0x8000 else (crc << 1) & 0xFFFF
    return crc


def sealed(text):
    """The bytes of a line: text, trailer, LF."""
    body = text.encode("ascii")
    return body + b"*%02X%04X\n" % (len(body), crc16(body))


def opened(line, counters):
    """The text of a line whose trailer fits it; None, and a count, where it does not."""
    text = line.decode("latin1")
    trailer = TRAILER.search(text)
    body = line[: trailer.start()] if trailer else line
    if not trailer or int(trailer[1], 16) != len(body):
        counters["lengthBad"] += 1
        return None
    if int(trailer[2], 16) != crc16(body):
        counters["crcBad"] += 1
        return None
    return body.decode("latin1")


def _is_spelled(kind, text):
    if kind[0] == "hex":
        return re.fullmatch("[0-9A-F]{%d}" % kind[1], text) is not None
    if kind[0] == "word":
        return text in kind[1:]
    return NUMBER.match(text) is not None and text != "-0"


def parsed(fields, words):
    """The values of a request's arguments, in the order of the table."""
    values = []
    for at, (key, kind) in enumerate(fields):
        name, equals, text = words[at].partition("=") if at < len(words) else ("", "", "")
        if name != key or not equals or not _is_spelled(kind, text):
            raise Refusal("ARG", f"at={at}")
        value = int(text) if kind[0] == "int" else text
        if kind[0] == "int" and not kind[1] <= value <= kind[2]:
            raise Refusal("RANGE", f"at={at}")
        values.append(value)
    if len(words) > len(fields):
        raise Refusal("ARG", f"at={len(fields)}")
    return values


class Assembler:
    """Cuts lines out of bytes, and finds the two stop bytes wherever they fall."""

    LINE_BYTES_MAX = 60

    def __init__(self, counters):
        self._counters = counters
        self._line = bytearray()
        self._dropping = False
        self._last = 0

    def take(self, data):
        """Yields lines, and "stop" for two bytes 18 in a row, in the order of arrival."""
        for byte in data:
            twice = byte == 0x18 and self._last == 0x18
            self._last = 0 if twice else byte
            if twice:
                self._line.clear()
                self._dropping = True
                yield "stop"
            elif byte in (0x0A, 0x0D):
                if self._line and not self._dropping:
                    yield bytes(self._line)
                self._line.clear()
                self._dropping = False
            else:
                self._gather(byte)

    def _gather(self, byte):
        if byte == ord(">"):
            if self._line:
                self._counters["noise"] += 1
            self._line.clear()
            self._dropping = False
        elif self._dropping:
            return
        if len(self._line) >= self.LINE_BYTES_MAX - 1:
            self._counters["overlong"] += 1
            self._line.clear()
            self._dropping = True
            return
        self._line.append(byte)
