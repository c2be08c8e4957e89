import { type PumpFlag, pumpFlags, pumpReport } from '../../protocol/tables/telemetry-report.ts';
import type { PumpReport } from '../../protocol/tables/telemetry-vocabulary.ts';
import { type AlarmCause, type AlarmClass, classOf } from '../base/alarm-cause.ts';
import { US_PER_SECOND } from '../base/time-units.ts';
import type { PumpStatus } from '../firmware/pump-status.ts';

/** Returns the state of the pump at the end of every reply and event. */
export function reportOf(
  status: PumpStatus,
  facts: { readonly draft: boolean; readonly latched: boolean },
): PumpReport {
  const flags: PumpFlag[] = [];
  if (facts.draft) flags.push('draft');
  if (facts.latched) flags.push('latched');
  if (status.eriReached) flags.push('eri');
  if (status.mode === 'stopped') flags.push('stoppedMode');
  if (status.mode === 'minimum rate') flags.push('minimumMode');
  if (status.mode === 'flex') flags.push('flexMode');
  if (status.mode === 'periodic bolus') flags.push('periodicMode');
  if (status.patientBolus !== undefined) flags.push('patientBolus');
  return {
    pumpSeconds: Math.floor(status.pumpUs / US_PER_SECOND),
    doing: doingWord(status.doing),
    flags: pumpFlags(...flags),
    alarm: alarmWord(status.alarms),
    // The endpoint sets this field.
    eventNumber: 0,
  };
}

const doings = pumpReport[1].choices;

/** Throws if the wire has no word for this value. Then the table lacks one. */
function doingWord(doing: string): PumpReport['doing'] {
  const word = doings.find((choice) => choice === doing);
  if (word === undefined) throw new RangeError(`telemetry has no word for ${doing}`);
  return word;
}

const classes: Readonly<Record<AlarmClass, PumpReport['alarm']>> = {
  critical: 'critical',
  'non-critical': 'noncritical',
};

/** Returns the highest class of the standing alarms, which is the class that sounds. */
function alarmWord(standing: readonly AlarmCause[]): PumpReport['alarm'] {
  const critical = standing.find((cause) => classOf(cause) === 'critical');
  const first = critical ?? standing[0];
  return first === undefined ? 'none' : classes[classOf(first)];
}
