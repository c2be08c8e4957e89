import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import type { Progress } from '../base/progress.ts';
import type { Speed } from '../rigs/rig.ts';
import { isPort } from '../rigs/rig-names.ts';
import { lagWords, sensedTime } from '../rigs/sensed-lag.ts';
import type { RunOptions } from '../scenario/run-scenario.ts';
import { errColour } from './colour.ts';

/** Hears a run while it goes on. */
export type RunListener = Pick<RunOptions, 'onBench' | 'onRecord' | 'onTurn'>;

/** Rig time before a lag is reported. The first seconds are too short to measure a lag. */
const LAG_AFTER_US = 5 * US_PER_SECOND;

/**
 * Shows a run to the person who holds the magnet: the live field on a terminal, and each effect as a line on stderr.
 * `tellsEvents` is false if another part shows the effects.
 */
export function handShown(progress: Progress, rig: string, speed: Speed = 'auto', tellsEvents = true): RunListener {
  let beganUs = 0;
  let isToldOfLag = false;
  const tellLag = (rigUs: number, pumpUs: number): void => {
    if (isToldOfLag || rigUs < LAG_AFTER_US) return;
    const lag = lagWords(sensedTime(rigUs, pumpUs, speed === 'auto' ? 1 : speed));
    if (lag === undefined) return;
    isToldOfLag = true;
    progress.tell(errColour.yellow(lag));
  };
  return {
    onBench: ({ boardUs }) => {
      beganUs = boardUs;
      if (isPort(rig)) progress.tell(`Bring a magnet to the sensor of ${rig}; Ctrl-C ends the run.`);
    },
    onRecord: (record) => {
      if ('b' in record && typeof record.b === 'number') tellLag(record.b - beganUs, record.t);
      if ('s' in record && record.s === 'rig.fieldMt' && 'v' in record)
        progress.extra = `, ${errColour.bold(`${Number(record.v).toFixed(1)} mT`)} at the sensor`;
      const words = tellsEvents ? wordsOf(record) : undefined;
      if (words !== undefined) progress.tell(`  ${(record.t / US_PER_SECOND).toFixed(1).padStart(6)} s  ${words}`);
    },
  };
}

function wordsOf(record: TraceRecord): string | undefined {
  if (!isEvent(record)) return undefined;
  const { e, state, entry, phase, fieldMt } = record;
  const cause = String(record.cause);
  if (e === 'in.field')
    return fieldMt === 0 ? 'the field is off' : `a field of ${Number(fieldMt).toFixed(1)} mT is at the pump`;
  if (e === 'true.rotor') return state === 'held' ? errColour.red('the rotor is held') : `the rotor is ${state}`;
  if (e === 'rig.stall') return `the stepper: ${record.mode === 'none' ? 'free' : record.mode}`;
  if (e === 'pump.log') return errColour.yellow(`the pump logs: ${entry}`);
  if (e === 'pump.alarm') return `alarm ${phase}: ${cause}`;
  return undefined;
}
