// Counter of commanded steps, with the running segment and the queued one.
//
// Step k of n comes floor(k x ms x 1000 / n) us after the start. Quotients and remainders are summed, so nothing drifts.
// The timer's output makes each edge at a time set in advance; the interrupt books the step afterwards.

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
// Returns the counter value at which the next segment has to start.
int32_t motion_end();
void motion_renumber(int32_t counter);
// Starts a segment or queues it. The caller has checked `motion_queued` and `motion_end`. Returns false if stop bytes
// came in the meantime.
bool motion_add(const Segment& segment);
// Stops at once. Drops the rest of the segment and the queued segment.
void motion_halt();
// Ends the running segment now, as a regular end. Called in an interrupt.
void motion_end_here();
bool motion_any_ended();
// Takes the oldest segment end that no call has taken. Returns false if there is none.
bool motion_take_ended(EndedSegment* ended);
// Returns the steps that the drive received, modulo 2^32. This is the counter without withheld steps and with pushes.
int32_t motion_driven();

// Withholds steps from the drive. The counter goes on.
void motion_withhold(bool withheld);
// Switches the current of coils or driver. Without current steps are withheld too. After stop bytes the current stays
// off.
void motion_power(bool on);
// Makes one step without counting it. Returns false if that is not possible now; the caller tries again.
bool motion_push(bool forward);

// Called in the step timer's interrupt at the scheduled time. Returns true if the main loop has to run: at the end of a
// segment, and often enough for the encoder and for alarms (hw_wake_at).
bool motion_due();

#endif
