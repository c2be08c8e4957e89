import { describe, expect, test } from 'vitest';
import { synchromedII } from '../../../firmware-sim/products/synchromed-ii.ts';
import type { PowerCutAt, PumpPins } from '../../../hil/firmware/hosted-firmware.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { read } from '../scenario/language/scenario-text.ts';
import { runDouble } from './double-run.ts';
import { ModelDouble } from './model-double.ts';

/** A double that loses its power, and its program with it, when it would write the next program into its memory. */
class ForgetfulDouble extends ModelDouble {
  readonly cuts: PowerCutAt[] = [];
  #isArmed = false;
  #pumpPins: PumpPins | undefined;

  override begin(pins: PumpPins, nowUs: number): void {
    this.#pumpPins = pins;
    super.begin(pins, nowUs);
  }

  cutPower(at: PowerCutAt): void {
    this.cuts.push(at);
    this.#isArmed = true;
  }

  override receive(bytes: Uint8Array, atUs: number): void {
    const isCommit = Buffer.from(bytes).includes('PROGCOMMIT');
    if (!(this.#isArmed && isCommit) || this.#pumpPins === undefined) super.receive(bytes, atUs);
    else {
      this.#isArmed = false;
      this.begin(this.#pumpPins, atUs);
    }
  }
}

const scenario = read({
  timeline: [
    '{ at: 1 h, power off: in EEPROM byte 3 after 1700 us, for: 2 s }',
    '{ at: 2 h, program: { mode: simple continuous, rate: 1 mL/day }, name: order }',
    '{ at: 3 h, program: { mode: simple continuous, rate: 2 mL/day }, name: again }',
  ],
  expect: [
    '{ name: order lost, after: order, refused: missing }',
    '{ name: pump stands, after: order, within: 55 min, signal: true.rotorDeg, changes at most: 5 deg }',
    '{ name: delivers again, after: again, within: 5 min, signal: true.rotorDeg, advances at least: 15 deg }',
  ],
});

describe('a power failure within a write of the memory', () => {
  test('loses the order under way, and the programmer finds the firmware again', async () => {
    const double = new ForgetfulDouble(synchromedII);
    const { measurements } = await runDouble(scenario, { make: () => double, seed: 7 });
    expect(double.cuts).toEqual([{ writeNumber: 3, afterUs: 1700, offUs: 2_000_000, seed: 7 }]);
    expect(measurements.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['order lost', 'pass'],
      ['pump stands', 'pass'],
      ['delivers again', 'pass'],
    ]);
  });

  test('is refused with the model before the start', async () => {
    await expect(runScenario(scenario, { rig: 'model' })).rejects.toMatchObject({
      code: 'SCENARIO_IMPOSSIBLE',
      fault: 'usage',
      message: expect.stringMatching(
        /:5:\d+: found `power off` with the firmware "model".*; allowed: a firmware under/,
      ),
    });
  });
});
