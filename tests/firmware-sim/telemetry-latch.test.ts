import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../../firmware-sim/motor-line.ts';
import { noEffects } from '../../firmware-sim/therapy.ts';
import { type LivingPump, livingPump, quietAlarms } from './living-pump.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };
const interference = { ...noEffects, emiTelemetry: true };
/** Of a motor step at 0.5 mL/day. */
const STEP_US = 21_600_000;

/** A scan with interference after an hour at 0.5 mL/day. */
function scanned(lastsUs: number, life: LivingPump = livingPump({ state: { alarms: quietAlarms } })): LivingPump {
  life.pump.programSimpleContinuous(0.5);
  life.wait(US_PER_HOUR);
  life.pump.setField(scanner, interference);
  life.wait(lastsUs);
  life.pump.removeField();
  return life;
}

function deliveredIn(life: LivingPump, us: number): number {
  const beforeMl = life.pump.reservoir.deliveredMl;
  life.wait(us);
  return life.pump.reservoir.deliveredMl - beforeMl;
}

describe('telemetry mode during an alarm (TGA, caution after MRI; Hong Kong notice of 21 Nov 2023: it does not resume after the field)', () => {
  test('latches with an alarm that stood before: nothing is delivered after the field, for ever', () => {
    const life = livingPump({ state: { alarms: quietAlarms, reservoirMl: 1.9 } });
    scanned(US_PER_MINUTE, life);
    expect(life.pump.firmware.latch.latched).toBe(true);
    expect(deliveredIn(life, 300 * US_PER_DAY)).toBe(0);
    expect(life.pump.drive.commandedSteps()).toBe(Math.floor(US_PER_HOUR / STEP_US));
  });

  test('latches with the alarm of the stall that the scan itself brings, at the moment at which it is noticed', () => {
    const life = scanned(US_PER_HOUR);
    const noticedUs = (Math.floor(US_PER_HOUR / STEP_US) + 48) * STEP_US;
    expect(life.logged()).toEqual([
      ['motor stall', noticedUs],
      ['telemetry mode', noticedUs],
    ]);
    expect(deliveredIn(life, 30 * US_PER_DAY)).toBe(0);
    expect(life.pump.firmware.alarms.causes).toEqual(['motor stall', 'pump stopped over 48 h']);
  });

  test('does not latch without an alarm: delivery goes on by itself', () => {
    const life = scanned(10 * US_PER_MINUTE);
    expect(life.pump.firmware.latch.latched).toBe(false);
    expect(deliveredIn(life, US_PER_DAY)).toBeCloseTo(0.5, 2);
    expect(life.logged()).toEqual([]);
  });

  test('does not latch without interference, nor with an alarm that comes only after the field', () => {
    const stalled = livingPump();
    stalled.pump.programSimpleContinuous(0.5);
    stalled.pump.setField(scanner);
    stalled.wait(US_PER_HOUR);
    stalled.pump.removeField();
    expect(stalled.pump.firmware.latch.latched).toBe(false);

    const later = livingPump({ state: { alarms: quietAlarms, reservoirMl: 2.05 } });
    scanned(10 * US_PER_MINUTE, later);
    later.wait(US_PER_DAY);
    expect(later.pump.firmware.alarms.causes).toEqual(['low reservoir']);
    expect(later.pump.firmware.latch.latched).toBe(false);
  });

  test('ends with an interrogation, and then the rotor turns, and the stall is recovered from', () => {
    const life = scanned(US_PER_HOUR);
    life.wait(US_PER_DAY);
    const endedUs = life.clock.nowUs();
    expect(life.pump.interrogate()).toMatchObject({ doing: 'delivering', alarms: ['motor stall'] });
    life.wait(US_PER_HOUR);
    expect(life.logged().slice(-2)).toEqual([
      ['telemetry mode ended', endedUs],
      ['motor stall recovery', endedUs + 48 * STEP_US],
    ]);
    expect(life.pump.firmware.alarms.causes).toEqual([]);
  });

  test('accepts no program, no bolus and no study until somebody interrogates', () => {
    const life = scanned(US_PER_HOUR);
    const { pump } = life;
    const dueUs = life.clock.nextDueUs();
    for (const answer of [
      pump.programSimpleContinuous(1),
      pump.programStopped(),
      pump.program({ mode: 'minimum rate' }),
      pump.singleBolus(0.1, 24),
      pump.primingBolus(0.1),
      pump.rollerStudy(),
    ]) {
      expect(answer).toMatchObject({ ok: false, refusal: { why: 'latched' } });
    }
    expect(life.clock.nextDueUs()).toBe(dueUs);
    expect(life.events('true.film')).toEqual([]);
    pump.interrogate();
    expect(pump.programSimpleContinuous(1)).toEqual({ ok: true });
  });

  test('cuts a bolus, which does not come back', () => {
    const life = livingPump({ state: { alarms: quietAlarms, reservoirMl: 1.9 } });
    life.pump.programSimpleContinuous(0.5);
    life.wait(US_PER_HOUR);
    life.pump.singleBolus(0.1, 24);
    life.wait(US_PER_MINUTE);
    life.pump.setField(scanner, interference);
    expect(life.events('pump.bolus').map((event) => event.phase)).toEqual(['start', 'cut']);
    life.pump.removeField();
    life.pump.interrogate();
    expect(life.pump.delivery.doing).toBe('delivering');
    expect(life.pump.delivery.bolusKind).toBeUndefined();
  });

  test('by the law by volume, a scan latches exactly when it is long enough to be noticed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 * US_PER_HOUR }), (lastsUs) => {
        const life = scanned(lastsUs);
        const detectedAfterUs = (Math.floor(US_PER_HOUR / STEP_US) + 48) * STEP_US - US_PER_HOUR;
        expect(life.pump.firmware.latch.latched).toBe(lastsUs >= detectedAfterUs);
        expect(life.stalls().length).toBe(lastsUs >= detectedAfterUs ? 1 : 0);
      }),
      { numRuns: 60 },
    );
    const edgeUs = (Math.floor(US_PER_HOUR / STEP_US) + 48) * STEP_US - US_PER_HOUR;
    expect([edgeUs - 1, edgeUs].map((us) => scanned(us).pump.firmware.latch.latched)).toEqual([false, true]);
  });
});
