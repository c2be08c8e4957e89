// Alarm causes, and the tones by which the pump tells them. A critical alarm sounds two tones, another one a single tone.

#ifndef REFERENCE_ALARMS_H
#define REFERENCE_ALARMS_H

#include "telemetry.gen.h"

void alarms_start();
// Raises or clears a cause: an rl_cause. Returns false if nothing changed.
bool alarms_raise(uint8_t cause, uint64_t now_us);
bool alarms_clear(uint8_t cause, uint64_t now_us);
uint16_t alarms_standing();  // one bit for each rl_cause
uint8_t alarms_class();      // the rl_alarm that sounds

// Intervals of the tones, in seconds.
int32_t alarms_critical_every_s();
int32_t alarms_non_critical_every_s();
void alarms_set_every(int32_t critical_s, int32_t non_critical_s);

// Sounds the critical alarm once.
void alarms_test(uint64_t now_us);
void alarms_run(uint64_t now_us);
uint64_t alarms_due_us();

#endif
