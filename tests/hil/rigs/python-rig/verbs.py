"""What each verb does. A method returns the fields of the reply, with the space before them, or raises a refusal."""

from vocabulary import COUNTERS, PROTOCOL, TABLE
from wire import Refusal

UNIT = 2301
ENCODER_AND_HOLD = "0011"


class Verbs:
    """The verbs of a board that has a motor and an encoder, and can keep its shaft from turning."""

    def __init__(self, board):
        self._board = board

    def run(self, verb, values):
        return getattr(self, verb.lower())(*values)

    def hello(self, version, table):
        if version != PROTOCOL:
            raise Refusal("VERSION", f"v={PROTOCOL}", report=False)
        if table != TABLE:
            raise Refusal("TABLE", f"t={TABLE}", report=False)
        self._board.open_session()
        return f" v={PROTOCOL} t={TABLE} i={UNIT} b=power"

    def stat(self):
        board = self._board
        return f" live={board.session} last={board.last:02X} stop={board.stop_cause}"

    def ping(self):
        return ""

    def evts(self, first):
        board = self._board
        behind = (board.event_number - int(first, 16)) % 256 + 1
        # The number after the last one is 256 behind: nothing new.
        count = 0 if behind == 256 else min(behind, len(board.events))
        oldest = f"{board.events[-count][0]:02X}" if count > 0 else first
        return f" old={oldest} count={count}", lambda: board.retell(count)

    def errs(self):
        board = self._board
        number, sequence = board.errors.pop(0) if board.errors else (0, 0)
        over = 1 if board.errors_lost else 0
        board.errors_lost = False
        return f" err={number} seq={sequence:02X} left={len(board.errors)} over={over}"

    def counters(self, page):
        first, second = (self._board.counters[name] for name in COUNTERS[2 * page : 2 * page + 2])
        return f" a={first % 2**32:08X} b={second % 2**32:08X}"

    def caps(self):
        motor = self._board.motor
        return f" caps={ENCODER_AND_HOLD} sps={motor.STEPS_PER_SECOND_MAX} seg={motor.SEGMENT_MS_MAX}"

    def units(self):
        numerator, denominator = self._board.motor.TURN_STEPS
        return f" num={numerator} den={denominator}"

    def accuracy(self):
        return " q=8 res=200 bl=0 k=1"

    def move(self, start, to, ms):
        motor = self._board.motor
        if motor.queued:
            raise Refusal("BUSY")
        if start != motor.end_steps:
            raise Refusal("FROM", f"at={motor.end_steps}")
        if ms > motor.SEGMENT_MS_MAX:
            raise Refusal("TOOLONG", f"seg={motor.SEGMENT_MS_MAX}")
        if abs(to - start) * 1000 > motor.STEPS_PER_SECOND_MAX * ms:
            raise Refusal("TOOFAST", f"sps={motor.STEPS_PER_SECOND_MAX}")
        motor.move(to, ms, self._board.now_us)
        return ""

    def halt(self):
        self._board.motor.halt()
        return ""

    def arm(self, cause):
        if cause != self._board.stop_cause:
            raise Refusal("STOPPED", f"cause={self._board.stop_cause}")
        self._board.stop_cause = "none"
        return ""

    def zero(self, counter):
        self._board.motor.zero(counter)
        return ""

    def home(self, _ms):
        raise Refusal("UNSUPPORTED")

    def field(self, trip_mt, _mode):
        if trip_mt != 0:
            self._refuse_while_stopped()
            raise Refusal("UNSUPPORTED")
        return ""

    def stall(self, mode, _by):
        if mode not in ("none", "release"):
            self._refuse_while_stopped()
        if mode not in ("none", "hold"):
            raise Refusal("UNSUPPORTED")
        self._board.motor.held = mode == "hold"
        return ""

    def _refuse_while_stopped(self):
        if self._board.stop_cause != "none":
            raise Refusal("STOPPED", f"cause={self._board.stop_cause}")

    def sens(self):
        return " agc=128 idx=0 mv=5000"

    def sound(self, _hz, _ms):
        raise Refusal("UNSUPPORTED")

    def conf(self, _item, _value):
        raise Refusal("UNSUPPORTED")
