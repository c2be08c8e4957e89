/* pump.c: delivery in exact time, detection of a motor stall, reservoir level, alarms and log. */
#include "pump.h"

#include "pump_hal.h"
#include "telemetry.h"

#define NEVER UINT64_MAX
#define US_PER_DAY (86400u * US_PER_SECOND)
#define DETECT_STEPS 48u  /* 6 uL of missed steps are a motor stall */
#define RECOVER_STEPS 48u /* 6 uL of followed steps end it */
#define LOOK_US 10000u    /* from a step to the look at SENSE: longer than its delay, shorter than a step */
#define CRITICAL_TONE_US (3u * US_PER_SECOND)
#define NON_CRITICAL_TONE_US US_PER_SECOND
#define TONE_HZ 880u

struct pump pump;

static uint64_t step_us;      /* time of the next step, without its fraction */
static uint64_t step_rest;    /* the fraction, as a share of the rate */
static uint64_t look_us;      /* time of the next look at SENSE */
static uint32_t followed;     /* followed steps at the last look */
static uint32_t missed;       /* successive steps that the shaft did not follow */
static uint32_t confirmed;    /* successive steps that it followed */
static uint64_t tone_us;      /* time of the next tone */
static uint64_t tone_end_us;

static uint64_t step_due_us(void) { return step_us == NEVER ? NEVER : step_us + (step_rest > 0u); }

/* A period has a fraction of a microsecond. Adding it up as a share of the rate keeps every step exact. */
static void plan_next_step(void) {
  const uint64_t share = US_PER_DAY * STEP_NL;
  step_us += share / pump.program.rate_nl;
  step_rest += share % pump.program.rate_nl;
  if (step_rest < pump.program.rate_nl) return;
  step_rest -= pump.program.rate_nl;
  step_us += 1u;
}

static void write_log(enum log_kind kind) {
  struct log_entry *entry = &pump.log[pump.log_count % LOG_ENTRIES];
  pump.log_count += 1u;
  entry->number = pump.log_count;
  entry->at_s = (uint32_t)(hal_now_us() / US_PER_SECOND);
  entry->kind = kind;
  telemetry_logged(entry);
}

static uint64_t tone_every_us(void) {
  return (pump.is_stalled ? pump.program.critical_s : pump.program.non_critical_s) * US_PER_SECOND;
}

static void begin_tone(void) {
  const uint64_t now_us = hal_now_us();
  hal_tone(TONE_HZ);
  tone_end_us = now_us + (pump.is_stalled ? CRITICAL_TONE_US : NON_CRITICAL_TONE_US);
  tone_us = now_us + tone_every_us();
}

static void set_alarm(uint8_t *is_raised, const char *cause, uint8_t is_on) {
  *is_raised = is_on;
  telemetry_alarm(cause, is_on);
  if (is_on) begin_tone();
  else tone_us = pump.is_stalled || pump.is_low ? hal_now_us() + tone_every_us() : NEVER;
}

static void set_stalled(uint8_t is_stalled) {
  missed = 0;
  confirmed = 0;
  write_log(is_stalled ? LOG_STALL : LOG_RECOVERED);
  set_alarm(&pump.is_stalled, "stall", is_stalled);
}

/* Looks whether the shaft followed the last step. */
static void look_at_sense(void) {
  const uint32_t now_followed = hal_followed_steps();
  const uint8_t follows = now_followed != followed;
  followed = now_followed;
  look_us = NEVER;
  missed = follows ? 0 : missed + 1u;
  confirmed = follows ? confirmed + 1u : 0;
  if (!pump.is_stalled && missed >= DETECT_STEPS) set_stalled(1);
  else if (pump.is_stalled && confirmed >= RECOVER_STEPS) set_stalled(0);
}

static void look_at_level(void) {
  const uint8_t is_low = pump.level_nl <= pump.program.low_nl;
  if (is_low == pump.is_low) return;
  if (is_low) write_log(LOG_LOW);
  set_alarm(&pump.is_low, "low", is_low);
}

static void make_step(void) {
  hal_motor_step();
  pump.steps += 1u;
  pump.level_nl -= pump.level_nl < STEP_NL ? pump.level_nl : STEP_NL;
  look_us = hal_now_us() + LOOK_US;
  plan_next_step();
}

void pump_start(void) {
  pump.program = (struct program){ 0, 0, 2000000u, 600u, 3600u };
  pump.level_nl = CAPACITY_NL;
  step_us = look_us = tone_us = tone_end_us = NEVER;
  hal_motor_energise(1);
}

void pump_run(void) {
  const uint64_t now_us = hal_now_us();
  if (now_us >= look_us) look_at_sense();
  if (now_us >= step_due_us()) make_step();
  look_at_level();
  if (now_us >= tone_us) begin_tone();
  if (now_us < tone_end_us) return;
  tone_end_us = NEVER;
  hal_tone(0);
}

uint64_t pump_due_us(void) {
  const uint64_t times_us[] = { step_due_us(), look_us, tone_us, tone_end_us };
  uint64_t due_us = NEVER;
  for (uint32_t i = 0; i < sizeof times_us / sizeof times_us[0]; i += 1u)
    if (times_us[i] < due_us) due_us = times_us[i];
  return due_us;
}

void pump_program(const struct program *program) {
  const uint8_t goes_on = program->is_running == pump.program.is_running && program->rate_nl == pump.program.rate_nl;
  pump.program = *program;
  if (goes_on) return;
  step_us = program->is_running ? hal_now_us() : NEVER;
  step_rest = 0;
  if (program->is_running) plan_next_step();
}

void pump_refilled(uint32_t level_nl) { pump.level_nl = level_nl; }
