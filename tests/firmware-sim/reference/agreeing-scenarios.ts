/** Shipped scenarios on which model and reference firmware agree: all that stay within the functions of the latter. */
export const agreeingScenarios = [
  'a-week-within-tolerance',
  'another-drug-is-filled-in',
  'aspiration-before-contrast',
  'bolus-over-an-hour',
  'calculated-time-follows-the-program',
  'draft-needs-a-confirmation',
  'hand-magnet-along-shaft',
  'kink-dose-unchanged',
  'leak-disconnection-migration',
  'low-residual-under-doses',
  'lowest-and-highest-rate',
  'mri-30-min',
  'mri-beyond-the-label',
  'mri-bound-gears',
  'mri-forbidden-orientation',
  'mri-shorter-than-detection',
  'new-concentration-arrives-late',
  'occlusion-slips-back',
  'occlusion-stalls-late',
  'over-infusion-runs-dry-silently',
  'phone-on-the-pump',
  'pocket-fill',
  'position-dependent-occlusion-all-tests-normal',
  'pump-leak-empties-the-reservoir',
  'refill-into-the-access-port',
  'reservoir-low-then-empty',
  'roller-study',
  'roller-study-blocked-catheter-passes',
  'roller-study-ends-in-a-stall',
  'roller-study-in-field',
  'roller-study-of-a-flipped-pump',
  'second-drug-is-left-out',
  'second-scan-of-bound-gears',
  'stall-takes-its-volume',
  'stop-within-a-bolus',
  'stopped-mode-hides-a-stall',
  'under-infusion',
  'walk-into-a-half-tesla-scanner',
  'walk-past-a-magnet',
  'warm-and-under-pressure',
  'weak-field-loses-turns',
] as const;

/**
 * Scenarios of these that run on the emulated chip in `npm run test:long`. The 37 that agree there take a minute or two:
 * `EVERY_ON_CHIP=1 npx vitest run --project device tests/firmware-sim/reference/every-scenario.device.test.ts`.
 */
export const quickOnChip = [
  'bolus-over-an-hour',
  'draft-needs-a-confirmation',
  'hand-magnet-along-shaft',
  'mri-30-min',
  'mri-shorter-than-detection',
  'roller-study-in-field',
  'stall-takes-its-volume',
  'stop-within-a-bolus',
  'walk-past-a-magnet',
] as const;

/**
 * Scenarios whose verdicts differ on the chip alone. They judge a value at the very moment of a refill or of the first program,
 * and on the wire of the chip the answer comes some hundred milliseconds later.
 */
export const lateOnWire: readonly string[] = [
  'another-drug-is-filled-in',
  'calculated-time-follows-the-program',
  'low-residual-under-doses',
  'pocket-fill',
];

/**
 * Motor turns by which the rotors may differ, where it is not one. A blocked catheter stops the rotor by its pressure. The
 * bench makes lines of single steps, and a line follows a new rate after two steps, so that the pressure comes later.
 */
export const turnsApart: Readonly<Record<string, number>> = { 'roller-study-blocked-catheter-passes': 2 };
