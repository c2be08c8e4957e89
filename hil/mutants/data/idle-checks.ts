/** Checks that kill no mutant of the pump, and why they stay. */
export interface IdleChecks {
  readonly reason: string;
  /** Names of checks by their scenario. */
  readonly checks: Readonly<Record<string, readonly string[]>>;
}

/** Why an invariant that kills no mutant stays. */
export const idleInvariantReason =
  'An invariant holds for every scenario. A test lets each fail on records of a pump that is broken on purpose.';

/** Reasons of the checks that fail for no mutant of the TypeScript pump and its plant. */
export const idleChecks: readonly IdleChecks[] = [
  {
    reason: 'Mutants of the reference firmware fail it, or of the memory that only a firmware under test has.',
    checks: {
      'power-fails-while-programming': [
        'the order is lost',
        'the old program goes on',
        'the order is taken the second time',
        'reset logged',
        'critical alarm',
        'the program outlasts the reset',
      ],
      'reservoir-low-then-empty': ['the low reservoir is logged once'],
    },
  },
  {
    reason: 'A person has to hold a magnet at the sensor. The rig suite plays that hand, and no mutant runs with it.',
    checks: {
      'mri-by-hand': [
        'rotor held',
        'stall noticed',
        'alarm raised',
        'delivery resumes',
        'recovery logged',
        'alarm ends',
      ],
    },
  },
  {
    reason:
      'It states where the scenario starts or where it stands in between. The later checks would prove little without it.',
    checks: {
      'battery-by-use': ['charge at the start'],
      'calculated-time-follows-the-program': [
        'the level is known at the start',
        'level after a day at the old rate',
        'level after a day at the new rate',
      ],
      'daylight-saving-moves-flex': ['the pump is an hour behind', 'rate before the dose on Tuesday'],
      'flex-day': ['day rate', 'evening rate'],
      'over-infusion-after-long-stop': ['calculated level of 5 mL'],
      'periodic-bolus': ['first bolus at the start', 'base rate between boluses'],
      'prometra-scan-with-drug': ['calculated level is full'],
      'scan-check-done': ['early check does not name the rate'],
      'scan-check-omitted': ['rate as ordered before the scan'],
    },
  },
  {
    reason: 'It guards against an alarm, a dose or a refusal too many. No planted mistake adds one there.',
    checks: {
      'aspiration-of-an-occluded-catheter': ['the pump has noticed nothing'],
      'alarm-silenced': ['no tone after silencing'],
      'aspiration-before-contrast': ['second injection pushes out almost nothing'],
      'bolus-settings-too-large': ['a too large priming bolus is refused'],
      'calculated-time-follows-the-program': ['no alarm on day 3'],
      'daylight-saving-moves-flex': ['no morning dose on Sunday at 7:30'],
      'el-memory-error-after-a-scan': ['no alarm for the stall'],
      'el-rotor-test': ['no stall in the log'],
      'lost-propellant-stops-a-gas-drive': ['nothing flows'],
      'occlusion-slips-back': ['pressure never above the limit'],
      'occlusion-stalls-late': ['no alarm for 70 min', 'pressure stays below 95 kPa'],
      'over-infusion-after-long-stop': ['no alarm'],
      'patient-device-changes-nothing': ['a reading leaves the rate unchanged'],
      'prometra-ii-scan-with-drug': ['at most 10 uL in the scanner'],
      'prometra-scan-emptied': ['no valve shuts'],
      'roller-study': ['no stall'],
      'roller-study-of-a-flipped-pump': ['no stall'],
      'second-drug-is-left-out': ['little clonidine at 18 h'],
      'second-interrogation': ['first reading shows no recovery'],
      'silenced-alarm-and-a-new-one': ['no tone after silencing'],
      'siromedes-in-a-scanner': ['no dose lost', 'nothing logged'],
      'walk-past-a-magnet': ['no dose lost'],
    },
  },
  {
    reason: 'It shows one step of what the scenario teaches. A mistake in that step is planted in no mutant yet.',
    checks: {
      'air-in-the-reservoir': ['air follows on day 2'],
      'actions-show-at-the-next-reading': ['a reading shows the bolus', 'a reading shows the stop'],
      'alarm-silenced': ['test tone sounds', 'alarm stays active'],
      'bridge-bolus': ['bridge bolus begins'],
      'bridge-to-another-drug': ['the bridge begins with the choice of the drug'],
      'daylight-saving-moves-flex': ['the clock is set'],
      'draft-needs-a-confirmation': ['the draft is gone', 'confirmed it runs'],
      'el-memory-error-after-a-scan': ['low-battery alarm'],
      'error-ends-a-bolus': ['every alarm is in the log', 'the patient bolus is remembered'],
      'feedthrough-shorting': ['the rotor sticks', 'a reset is logged', 'replacement indicator within two months'],
      'gas-drive-in-an-aircraft': ['programmed rate after landing'],
      'log-outlasts-a-reset': ['the reset is logged'],
      'low-battery-reset': ['reset logged', 'rate as ordered again'],
      'low-residual-under-doses': ['full flow again'],
      'lowest-and-highest-rate': ['the lowest rate comes step by step'],
      'new-concentration-arrives-late': ['the new drug arrives', 'weaker than the filling at 18 h'],
      'pocket-fill': ['filling misses the reservoir', 'reservoir empty'],
      'prometra-scan-emptied': ['delivery resumes'],
      'scan-check-omitted': ['wrong rate found a week later', 'rate corrected'],
      'second-drug-is-left-out': ['morphine as before at 18 h'],
      'stop-within-a-bolus': ['the rest of the bolus is not given'],
    },
  },
];

/** Returns the checks with a reason, as their scenario, a colon and their name. */
export function checksWithReason(): readonly string[] {
  return idleChecks.flatMap(({ checks }) =>
    Object.entries(checks).flatMap(([scenario, names]) => names.map((name) => `${scenario}: ${name}`)),
  );
}

/** Returns why a check of a scenario stays although it kills no mutant. Undefined without a reason. */
export function idleReasonOf(scenario: string, check: string): string | undefined {
  return idleChecks.find(({ checks }) => checks[scenario]?.includes(check) === true)?.reason;
}
