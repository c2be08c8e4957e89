// Constants of the pump, in whole nanolitres, microseconds and motor steps. `rollerloop pump show synchromed-ii` lists the
// same quantities with their sources. Assumed ones are no published data of the real pump.

#ifndef REFERENCE_PUMP_DATA_H
#define REFERENCE_PUMP_DATA_H

#include <stdint.h>

static const uint64_t us_per_second = 1000000;
static const uint64_t us_per_day = 86400 * us_per_second;

// One turn of the rotor, and motor steps of a turn (assumed: no maker publishes the roller head or the gear train).
static const int32_t revolution_nl = 30000;
static const int32_t steps_per_revolution = 240;
static const int32_t step_nl = revolution_nl / steps_per_revolution;
static_assert(step_nl * steps_per_revolution == revolution_nl, "a step has a whole number of nanolitres");

// Reservoir and programmable rates: Medtronic Germany, SynchroMed II specification table.
static const int32_t capacity_nl = 20000000;
static const int32_t rate_nl_per_day_min = 48000;
static const int32_t rate_nl_per_day_max = 24000000;
// Rate of the mode minimum (assumed; commonly said).
static const int32_t minimum_rate_nl_per_day = 6000;

// Level of the low reservoir alarm: Neurosurgery 2004, withdrawal and residual volume, 88 patients.
static const int32_t low_reservoir_nl_default = 2000000;

// Intervals of the tones: 60 min from Medtronic's patient pages; 10 min and the limits are assumed.
static const int32_t critical_every_s_default = 600;
static const int32_t non_critical_every_s_default = 3600;
static const int32_t tone_every_s_min = 60;
static const int32_t tone_every_s_max = 86400;
// Duration of a tone: Gillette and Medtronic patient pages. Pitches are assumed.
static const uint64_t critical_tone_us = 3 * us_per_second;
static const uint64_t non_critical_tone_us = us_per_second;
static const uint64_t two_tone_change_us = us_per_second / 2;
static const uint16_t high_tone_hz = 880;
static const uint16_t low_tone_hz = 660;

// Stopped for this long raises an alarm: Gillette, intrathecal baclofen discharge information.
static const uint64_t stopped_alarm_us = 2 * us_per_day;

// Volume without a confirmed step that makes a motor stall, and confirmed volume that ends it (assumed).
static const int32_t detect_steps = 6000 / step_nl;
static const int32_t recover_steps = 6000 / step_nl;
// Time from a step to the look at the slip sensor: longer than its delay, shorter than the shortest step (assumed).
static const uint64_t confirm_us = 10000;

// Roller study: Miracle et al. 2011, AJNR 32:1158. Its rate is assumed.
static const int32_t study_steps = steps_per_revolution * 120 / 360;
static const int32_t study_rate_nl_per_day = 24000000;

#endif
