import { describe, expect, test } from 'vitest';
import { LOG_ENTRIES_MAX } from '../../firmware-sim/base/log-entry.ts';
import { noEffects } from '../../firmware-sim/base/therapy.ts';
import { US_PER_HOUR, US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import { RecoveryEntry } from '../../firmware-sim/firmware/recovery-entry.ts';
import { type PumpRun, pumpRun } from './pump-run.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };
const quirk = { ...noEffects, secondInterrogationQuirk: true };

function scanned(run: PumpRun, lastsUs: number, effects = quirk): void {
  run.pump.setField(scanner, effects);
  run.wait(lastsUs);
  run.pump.removeField();
  run.wait(US_PER_HOUR);
}

function shown({ pump }: PumpRun): readonly string[] {
  return pump.interrogate().log.map((entry) => entry.kind);
}

// Medtronic MRI page, SynchroMed II: recovery may not show until a second interrogation.
describe('the second-interrogation quirk', () => {
  test('hides the recovery from the first interrogation; the second shows its time', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    scanned(run, US_PER_HOUR);
    expect(run.pump.firmware.alarms.causes).toEqual([]);
    expect(shown(run)).toEqual(['motor stall']);
    run.wait(5 * US_PER_HOUR);
    expect(shown(run)).toEqual(['motor stall', 'motor stall recovery']);
    expect(shown(run)).toEqual(['motor stall', 'motor stall recovery']);
    const noticedUs = (Math.floor(US_PER_HOUR / 21_600_000) + 48) * 21_600_000;
    expect(run.stalls().at(-1)).toEqual(['motor stall recovery', noticedUs]);
    expect(run.events('pump.log').at(-1)).toMatchObject({ t: 7 * US_PER_HOUR, noticedUs });
  });

  test('is off by default', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    scanned(run, US_PER_HOUR, noEffects);
    expect(shown(run)).toEqual(['motor stall', 'motor stall recovery']);
  });

  test('ignores interrogations before the pump has logged its recovery', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.pump.setField(scanner, quirk);
    run.wait(US_PER_HOUR);
    expect(shown(run)).toEqual(['motor stall']);
    run.pump.removeField();
    expect(shown(run)).toEqual(['motor stall']);
    run.wait(US_PER_HOUR);
    expect(shown(run)).toEqual(['motor stall']);
    expect(shown(run)).toEqual(['motor stall', 'motor stall recovery']);
  });

  test('after an exposure too short to be logged hides nothing of a later one', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    scanned(run, US_PER_MINUTE);
    scanned(run, US_PER_HOUR, noEffects);
    expect(shown(run)).toEqual(['motor stall', 'motor stall recovery']);
  });

  test('hides the recovery of bound gears whose stall was logged after the field', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    scanned(run, US_PER_MINUTE, { ...quirk, restart: { kind: 'bound', forUs: 2 * US_PER_HOUR } });
    run.wait(3 * US_PER_HOUR);
    expect(shown(run)).toEqual(['motor stall']);
    expect(shown(run)).toEqual(['motor stall', 'motor stall recovery']);
  });

  test('keeps all entries when another stall comes before an interrogation', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    scanned(run, US_PER_HOUR);
    scanned(run, US_PER_HOUR, noEffects);
    expect(shown(run)).toEqual(['motor stall', 'motor stall', 'motor stall recovery']);
    expect(shown(run)).toEqual(['motor stall', 'motor stall', 'motor stall recovery', 'motor stall recovery']);
    expect(run.stalls().at(-1)?.[1]).toBeLessThan(Number(run.stalls()[1]?.[1]));
  });

  test('hides each recovery of two exposures on its own', () => {
    const written: number[] = [];
    let nowUs = 1;
    const entry = new RecoveryEntry({
      now: () => ({ atUs: nowUs, stampUs: nowUs }),
      write: ({ atUs }) => void written.push(atUs),
    });
    entry.hideNext();
    entry.noticed();
    entry.interrogated();
    nowUs = 2;
    entry.hideNext();
    entry.noticed();
    entry.interrogated();
    expect(written).toEqual([1]);
    entry.interrogated();
    expect(written).toEqual([1, 2]);
    nowUs = 3;
    entry.noticed();
    expect(written).toEqual([1, 2, 3]);
  });

  test('keeps at most as many hidden entries as the log can show', () => {
    const written: number[] = [];
    let nowUs = 0;
    const entry = new RecoveryEntry({
      now: () => ({ atUs: nowUs, stampUs: nowUs }),
      write: ({ atUs }) => void written.push(atUs),
    });
    for (nowUs = 1; nowUs <= LOG_ENTRIES_MAX + 5; nowUs += 1) {
      entry.hideNext();
      entry.noticed();
    }
    entry.interrogated();
    entry.interrogated();
    expect([written.length, written[0], written.at(-1)]).toEqual([LOG_ENTRIES_MAX, 6, LOG_ENTRIES_MAX + 5]);
  });
});
