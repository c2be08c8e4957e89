"""The tables of WIRE.md that a board needs: what each verb takes, and when it is allowed."""

PROTOCOL = 1
TABLE = "ED12C908"
STEPS = ("int", -2_000_000_000, 2_000_000_000)
MS = ("int", 1, 60_000)
CAUSES = ("none", "bytes", "lapse", "watchdog", "sensor")

# verb: (arguments, states in which it is allowed)
ALWAYS = ("ready", "moving", "stopped")
VERBS = {
    "HELLO": ([("v", ("int", 1, 99)), ("t", ("hex", 8))], ALWAYS),
    "STAT": ([], ALWAYS),
    "PING": ([], ALWAYS),
    "EVTS": ([("from", ("hex", 2))], ALWAYS),
    "ERRS": ([], ALWAYS),
    "COUNTERS": ([("page", ("int", 0, 4))], ALWAYS),
    "CAPS": ([], ALWAYS),
    "UNITS": ([], ALWAYS),
    "ACCURACY": ([], ALWAYS),
    "MOVE": ([("from", STEPS), ("to", STEPS), ("ms", MS)], ("ready", "moving")),
    "HALT": ([], ALWAYS),
    "ARM": ([("cause", ("word", *CAUSES))], ("stopped",)),
    "ZERO": ([("c", STEPS)], ("ready", "stopped")),
    "HOME": ([("ms", MS)], ("ready",)),
    "FIELD": ([("trip", ("int", 0, 3000)), ("mode", ("word", "none", "release", "hold", "brake"))], ALWAYS),
    "STALL": (
        [("mode", ("word", "none", "release", "hold", "brake", "back")), ("by", ("int", -99999, 99999))],
        ALWAYS,
    ),
    "SENS": ([], ALWAYS),
    "SOUND": ([("hz", ("int", 100, 10_000)), ("ms", MS)], ALWAYS),
    "CONF": ([("item", ("int", 0, 255)), ("value", STEPS)], ("ready", "stopped")),
}
ERRORS = {
    "SEQ": 1, "NOSESSION": 2, "VERSION": 3, "TABLE": 4, "VERB": 5, "ARG": 6, "RANGE": 7, "STATE": 8, "STOPPED": 9,
    "UNSUPPORTED": 10, "FROM": 20, "BUSY": 21, "TOOFAST": 22, "TOOLONG": 23, "SENSOR": 24,
}
COUNTERS = (
    "framesGood", "crcBad", "lengthBad", "overlong", "duplicates", "overruns", "eventsEmitted", "stopsUnread",
    "foreign", "noise",
)
