// The counter of commanded steps, the running segment and the one that may wait behind it.
//
// Step k of n comes floor(k x ms x 1000 / n) us after the start: quotient and remainder are added up, so nothing drifts.
// A moment is prepared before it comes; the timer's own output makes the edge, and the interrupt books it afterwards.

#ifndef ROLLERLOOP_MOTION_H
#define ROLLERLOOP_MOTION_H

#include <stdint.h>

struct Segment {
  int32_t from;
  int32_t to;
  uint16_t ms;
};

struct EndedSegment {
  int32_t to;
  uint32_t us;
  bool idle;
};

void motion_reset();
int32_t motion_counter();
bool motion_moving();
bool motion_queued();
// Where the next segment has to start.
int32_t motion_end();
void motion_renumber(int32_t counter);
// Starts it now, or queues it behind the running one. The caller has asked `motion_queued` and `motion_end`. False where
// stop bytes came in the meantime.
bool motion_add(const Segment& segment);
// Stands at once; the rest and the queued segment are dropped.
void motion_halt();
// The running segment ends here and now, as if it had been meant to. In an interrupt.
void motion_end_here();
bool motion_any_ended();
// The oldest end that nobody has taken yet.
bool motion_take_ended(EndedSegment* ended);
// Steps the drive was really told to make, modulo 2^32: the counter without what was withheld, and with pushes.
int32_t motion_driven();

// Steps are withheld from the drive; the counter runs on.
void motion_withhold(bool withheld);
// Coils and driver have current at all. Without it steps are withheld too, and after stop bytes there is none.
void motion_power(bool on);
// One step that is not counted; false: not now, ask again.
bool motion_push(bool forward);

// In the step timer's interrupt, at the moment that was prepared. True where the main loop has to look: at an end, and
// often enough for the encoder and for alarms (hw_wake_at).
bool motion_due();

#endif
