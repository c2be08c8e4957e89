import type { Mode } from '../../../firmware-sim/base/therapy.ts';
import type { FirmwareFile } from '../firmware-file.ts';
import type { FirmwareVerb } from '../firmware-verbs.ts';
import type { Capabilities } from '../session/capabilities.ts';

/** Signals and events of the pump's belief that telemetry never states. */
const NEVER_STATED: Readonly<Record<string, string>> = {
  'pump.programmedMl': 'a firmware states the volume only at an interrogation, in whole uL',
  'pump.silence': 'no telemetry verb silences alarms',
  'true.clockAheadMin': "the bench cannot see a firmware's clock",
};

/** Verbs by which a firmware states a signal. */
const STATED_BY: Readonly<Record<string, FirmwareVerb>> = {
  'pump.rateMlPerDay': 'THERAPY',
  'pump.mode': 'THERAPY',
  'pump.reservoirMl': 'RESERVOIR',
  'pump.interrogation': 'INTERROGATE',
  'pump.scanCheck': 'INTERROGATE',
  'pump.refillCheck': 'RESERVOIR',
  'pump.clock': 'SETCLOCK',
};

/** Returns the signals that a run with this firmware and these modes cannot know, each with the reason as a clause. */
export function sourcesOf(
  file: FirmwareFile,
  capabilities: Capabilities,
  modes: readonly Mode[] = [],
): ReadonlyMap<string, string> {
  const missing = new Map(Object.entries(NEVER_STATED));
  for (const [signal, verb] of Object.entries(STATED_BY))
    if (!capabilities.has(verb)) missing.set(signal, `the firmware has no verb ${verb}`);
  if (file.chip !== undefined && file.chip.pins.piezo === undefined)
    missing.set('pump.tone', 'the pin map names no piezo');
  if (modes.includes('periodic bolus'))
    missing.set('pump.bolus', 'a firmware reports the end of a periodic bolus, and not its start');
  return missing;
}
