"""A stepper on paper: at most two segments, a counter, and a shaft that an encoder reads."""

COUNTS = 4096
# A magnet is glued on as it comes.
OFFSET = 1024
TURN_MAX = 32_767


class Motor:
    """Commanded steps are spread evenly over a segment; the shaft makes each of them, or all but every tenth."""

    TURN_STEPS = (40_758, 10)  # as a fraction: a gear of 63.684 behind 64 half steps
    STEPS_PER_SECOND_MAX = 2000
    SEGMENT_MS_MAX = 60_000

    def __init__(self, lose_one_in=0):
        self.counter = 0
        self._lose_one_in = lose_one_in
        self._made = 0
        self._shaft = 0
        self.held = False
        self._segments = []  # of (from, to, begin us, end us), the running one first

    @property
    def moving(self):
        return bool(self._segments)

    @property
    def queued(self):
        return len(self._segments) > 1

    @property
    def end_steps(self):
        """Where a next segment has to start."""
        return self._segments[-1][1] if self._segments else self.counter

    @property
    def due_us(self):
        """When the running segment ends; None while the motor stands."""
        return self._segments[0][3] if self._segments else None

    def move(self, to, duration_ms, now_us):
        begin = self._segments[-1][3] if self._segments else now_us
        self._segments.append((self.end_steps, to, begin, begin + duration_ms * 1000))

    def halt(self):
        self._segments.clear()

    def zero(self, counter):
        """Gives the counter another value; the shaft stays where it is."""
        self.counter = counter

    def advance(self, now_us):
        """Makes the steps that are due, and returns the end of the segment that ended, or None."""
        if not self._segments:
            return None
        start, to, begin, end = self._segments[0]
        done = min(now_us, end) - begin
        count = abs(to - start) * done // (end - begin)
        self._step_to(start + count if to > start else start - count)
        if now_us < end:
            return None
        self._segments.pop(0)
        return to

    def _step_to(self, target):
        while self.counter != target:
            way = 1 if target > self.counter else -1
            self.counter += way
            self._made += 1
            loses = self._lose_one_in > 0 and self._made % self._lose_one_in == 0
            if not (self.held or loses):
                self._shaft += way

    def encoder(self):
        """Counts within the turn, and whole turns."""
        numerator, denominator = self.TURN_STEPS
        counts = OFFSET + (self._shaft * denominator * COUNTS) // numerator
        turn = (counts // COUNTS + TURN_MAX) % (2 * TURN_MAX + 1) - TURN_MAX
        return counts % COUNTS, turn
