"""A board after WIRE.md: sessions, kept replies, events, the latched stop and the lapse."""

from motor import Motor
from verbs import UNIT, Verbs
from vocabulary import COUNTERS, ERRORS, PROTOCOL, TABLE, VERBS
from wire import HEAD, Assembler, Refusal, opened, parsed, sealed

LAPSE_US = 5_000_000
SECOND_US = 1_000_000
KEPT_EVENTS = 16
QUEUED_ERRORS = 8
STOPPED_TELLINGS = 10


class Board:
    """Takes bytes and the time in microseconds; `say` takes the bytes that it answers."""

    def __init__(self, say, lose_one_in=0):
        self.motor = Motor(lose_one_in)
        self.counters = dict.fromkeys(COUNTERS, 0)
        self.now_us = 0
        self.stop_cause = "none"
        self.session = "00"
        self.last = 0
        self.errors = []
        self.errors_lost = False
        self.events = []  # of (number, text), oldest first
        self.event_number = 0
        self._say = say
        self._assembler = Assembler(self.counters)
        self._verbs = Verbs(self)
        self._kept = None  # (request, reply) of the last sequence
        self._heard_us = 0
        self._banner_us = 0
        self._telling = None  # (text, due us, times left) of an unread STOPPED

    # What a loop calls.

    def bytes(self, data, now_us):
        for found in self._assembler.take(data):
            self.tick(now_us)
            if found == "stop":
                self.stop("bytes")
            else:
                self._line(found)

    def tick(self, now_us):
        """Brings the board to a time: segments end, events are told, a silent host lapses."""
        self.now_us = now_us
        while (ended := self.motor.advance(now_us)) is not None:
            self.event("DONE", f"to={ended} idle={0 if self.motor.moving else 1}")
        if (self.motor.moving or self.motor.held) and now_us - self._heard_us >= LAPSE_US:
            self.stop("lapse")
        if self.session == "00" and now_us >= self._banner_us:
            self._say(f"# rollerloop rig v={PROTOCOL} t={TABLE} unit={UNIT} cause=power name=python\n".encode())
            self._banner_us = now_us + SECOND_US
        if self._telling is not None and now_us >= self._telling[1]:
            text, _, left = self._telling
            self._tell(text)
            self._telling = (text, now_us + SECOND_US, left - 1) if left > 1 else None

    @property
    def due_us(self):
        """When `tick` has something to do, at the latest."""
        due = [self.now_us + SECOND_US]
        if self.motor.due_us is not None:
            due.append(self.motor.due_us)
        return min(due)

    # What the verbs call.

    @property
    def state(self):
        if self.stop_cause != "none":
            return "stopped"
        return "moving" if self.motor.moving else "ready"

    def report(self):
        raw, turn = self.motor.encoder()
        flags = (
            (1 if self.motor.moving else 0)
            | (2 if self.motor.queued else 0)
            | (4 if self.stop_cause != "none" else 0)
            | (8 if self.motor.moving or self.motor.held else 0)
            | 0x30
        )
        mode = "hold" if self.motor.held else "none"
        return (
            f" c={self.motor.counter} r={raw} n={turn} f=0.0 m={mode}"
            f" g={flags:02X} e={self.event_number:02X} u={self.now_us % 2**32:08X}"
        )

    def event(self, name, fields):
        self.event_number = (self.event_number + 1) % 256
        self.counters["eventsEmitted"] += 1
        text = f"{self.event_number:02X} {name} {fields}{self.report()}"
        self.events = [*self.events, (self.event_number, text)][-KEPT_EVENTS:]
        self._tell(text)
        return text

    def retell(self, count):
        for _, text in self.events[len(self.events) - count :]:
            self._tell(text)

    def stop(self, cause):
        self.motor.halt()
        self.motor.held = False
        self.stop_cause = cause
        text = self.event("STOPPED", f"cause={cause}")
        self._telling = (text, self.now_us + SECOND_US, STOPPED_TELLINGS - 1)

    def open_session(self):
        self.motor.halt()
        self.motor.held = False
        self.errors = []
        self.errors_lost = False

    # Lines.

    def _tell(self, text):
        self._say(sealed(f"!{self.session}.{text}"))

    def _line(self, line):
        if self.session == "00" and line in (b"stat", b"help"):
            self._say(f"# {self.state} c={self.motor.counter}; a person may type stat or help\n".encode())
            return
        if line[:1] != b">":
            self.counters["noise"] += 1
            return
        text = opened(line, self.counters)
        head = HEAD.match(text) if text is not None else None
        if head is None:
            return
        self.counters["framesGood"] += 1
        session, sequence, verb, words = head[1], int(head[2], 16), head[3], head[4].split()
        if verb == "HELLO":
            self._hello(session, sequence, words)
        elif session != self.session:
            self._foreign(session, sequence, verb, words)
        else:
            self._heard_us = self.now_us
            self._numbered(text, sequence, verb, words)

    def _answered(self, session, sequence, fields):
        reply = sealed(f"<{session}.{sequence:02X} {fields}")
        self._say(reply)
        return reply

    def _refused(self, session, sequence, refusal):
        fields = f"err {refusal.name}{' ' if refusal.fields else ''}{refusal.fields}"
        return self._answered(session, sequence, fields + (self.report() if refusal.report else ""))

    def _hello(self, session, sequence, words):
        try:
            if session == "00":
                raise Refusal("NOSESSION", f"live={self.session}", report=False)
            reply = self._verbs.run("HELLO", parsed(VERBS["HELLO"][0], words))
        except Refusal as refusal:
            self._refused(session, sequence, refusal)
            return
        self.session = session
        self.last = 0
        self._kept = None
        self._telling = None
        self._heard_us = self.now_us
        self._answered(session, sequence, f"ok{reply}{self.report()}")

    def _foreign(self, session, sequence, verb, words):
        self.counters["foreign"] += 1
        if verb == "STAT" and not words:
            self._answered(session, sequence, f"ok{self._verbs.run('STAT', [])}{self.report()}")
        else:
            self._refused(session, sequence, Refusal("NOSESSION", f"live={self.session}", report=False))

    def _numbered(self, text, sequence, verb, words):
        if self._kept is not None and self._kept[0] == text:
            self.counters["duplicates"] += 1
            self._say(self._kept[1])
            return
        expected = (self.last + 1) % 256
        if sequence != expected:
            self._refused(self.session, sequence, Refusal("SEQ", f"expect={expected:02X}"))
            return
        after = None
        try:
            fields, after = self._executed(verb, words)
            reply = self._answered(self.session, sequence, f"ok{fields}{self.report()}")
        except Refusal as refusal:
            reply = self._refused(self.session, sequence, refusal)
            self._queue(ERRORS[refusal.name], sequence)
        self.last = sequence
        self._kept = (text, reply)
        if verb in ("STAT", "EVTS", "ARM"):
            self._telling = None
        if after is not None:
            after()

    def _executed(self, verb, words):
        if verb not in VERBS:
            raise Refusal("VERB")
        fields, states = VERBS[verb]
        values = parsed(fields, words)
        if self.state not in states:
            if self.state == "stopped":
                raise Refusal("STOPPED", f"cause={self.stop_cause}")
            raise Refusal("STATE", f"is={self.state}")
        answer = self._verbs.run(verb, values)
        return answer if isinstance(answer, tuple) else (answer, None)

    def _queue(self, number, sequence):
        if len(self.errors) >= QUEUED_ERRORS:
            self.errors_lost = True
        else:
            self.errors.append((number, sequence))
