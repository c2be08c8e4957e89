import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HilError } from '../../../hil/base/hil-error.ts';
import { Bench } from '../../../hil/bench.ts';
import type { FirmwareIdentity, Grant, HostedFirmware, PumpPins, Rest } from '../../../hil/firmware/hosted-firmware.ts';
import { runCount } from '../../run-count.ts';
import { ConstantStepper } from './constant-stepper.ts';

const S = 1_000_000;

/** A call of a pin, or a rest, with numbers that may break every rule. Times count from the start of the grant. */
interface Babble {
  readonly call: 'step' | 'energise' | 'tone' | 'send' | 'rest';
  readonly afterUs: number;
  readonly number: number;
  readonly periodUs: number;
}

/** A firmware that makes drawn calls, a few in each grant, and then sleeps for ever. */
class BabblingFirmware implements HostedFirmware {
  readonly identity: FirmwareIdentity = { name: 'babble', kind: 'native', hash: '0'.repeat(64) };
  readonly #babble: Babble[];
  #pins: PumpPins | undefined;
  #fromUs = 0;

  constructor(babble: readonly Babble[]) {
    this.#babble = [...babble];
  }

  begin(pins: PumpPins, nowUs: number): void {
    this.#pins = pins;
    this.#fromUs = nowUs;
  }

  advance({ limitUs }: Grant): Rest {
    for (;;) {
      const next = this.#babble.shift();
      if (next === undefined) return { reachedUs: limitUs, wakeUs: Number.POSITIVE_INFINITY };
      const atUs = this.#fromUs + next.afterUs;
      this.#fromUs = atUs;
      if (next.call === 'rest') return { reachedUs: atUs, wakeUs: atUs + next.number };
      if (next.call === 'step') this.#pins?.step(atUs, next.number, next.periodUs);
      else if (next.call === 'energise') this.#pins?.energise(next.number > 0, atUs);
      else if (next.call === 'tone') this.#pins?.tone(next.number, atUs);
      else this.#pins?.send(new Uint8Array(3), atUs);
    }
  }

  receive(): void {}
  sense(): void {}
  battery(): void {}
  async close(): Promise<void> {}
}

const wild = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60),
  fc.integer({ min: 0, max: 2000 }),
);
const tame = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 20 * S }) }, { weight: 1, arbitrary: wild });
const babble = fc.record<Babble>({
  call: fc.constantFrom('step', 'step', 'energise', 'tone', 'send', 'rest'),
  afterUs: tame,
  number: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 100 }) }, { weight: 1, arbitrary: wild }),
  periodUs: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 15_625, max: S }) }, { weight: 1, arbitrary: wild }),
});
const energised: Babble = { call: 'energise', afterUs: 0, number: 1, periodUs: 1 };

test('a firmware of drawn calls ends its run with fault firmware, or the run goes on', async () => {
  const codes = new Set<string>();
  const property = fc.asyncProperty(fc.array(babble, { maxLength: 40 }), async (calls) => {
    const bench = await Bench.open({ rig: 'model', hosted: new BabblingFirmware([energised, ...calls]) });
    try {
      await bench.to('1 h');
      expect(bench.nowUs).toBe(3600 * S);
      codes.add('none');
    } catch (error) {
      if (!(error instanceof HilError)) throw error;
      expect(error.fault).toBe('firmware');
      expect(error.message).toMatch(/^The firmware "babble" /);
      codes.add(error.code);
    } finally {
      await bench.close();
    }
  });
  await fc.assert(property, { numRuns: runCount({ quick: 300, long: 1000 }) });
  for (const code of ['none', 'FIRMWARE_TIME_BACKWARDS', 'FIRMWARE_STEPS_TOO_FAST', 'FIRMWARE_EFFECT_INVALID'])
    expect(codes).toContain(code);
});

/** A field at a time: strength and azimuth. */
type DrawnField = readonly [seconds: number, fieldMt: number, azimuthDeg: number];

async function stepped(rig: string, batchSteps: number, periodUs: number, fields: readonly DrawnField[]) {
  const firmware = new ConstantStepper({ periodUs, batchSteps });
  const bench = await Bench.open({ rig, hosted: firmware, state: { reservoirMl: 0.06 } });
  try {
    for (const [seconds, fieldMt, azimuthDeg] of fields) {
      await bench.wait(`${seconds} s`);
      if (fieldMt === 0) await bench.noField();
      else await bench.field({ fieldMt, azimuthDeg });
    }
    await bench.wait('0.001 s');
    await bench.noField();
    await bench.toUs(Math.ceil(bench.nowUs / periodUs) * periodUs + 1000);
    await bench.confirm();
    const { drive, reservoir } = bench.body;
    return {
      print: bench.trace.fingerprint(),
      missedSteps: firmware.commandedSteps - firmware.followedSteps,
      lostSteps: drive.commandedSteps() - drive.imposedSteps(),
      rotorDeg: drive.rotorDeg(),
      deliveredMl: reservoir.deliveredMl,
    };
  } finally {
    await bench.close();
  }
}

describe('a stepper in drawn fields', () => {
  const fields = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom(0, 0, 2.5, 3.9, 6, 1500),
      fc.integer({ min: -180, max: 180 }),
    ),
    { maxLength: 7 },
  );
  const period = fc.integer({ min: 100_000, max: 900_000 });

  test('has one fingerprint in any batches and on a rig behind a wire', async () => {
    const property = fc.asyncProperty(
      fields,
      period,
      fc.integer({ min: 1, max: 70 }),
      async (drawn, periodUs, batch) => {
        const alone = await stepped('model', 64, periodUs, drawn);
        expect(await stepped('model', batch, periodUs, drawn)).toEqual(alone);
        expect(await stepped('loopback', batch, periodUs, drawn)).toEqual(alone);
      },
    );
    await fc.assert(property, { numRuns: runCount({ quick: 8, long: 25 }) });
  });

  test('hears SENSE of the steps that turned the rotor', async () => {
    const property = fc.asyncProperty(fields, period, async (drawn, periodUs) => {
      const { missedSteps, lostSteps } = await stepped('model', 64, periodUs, drawn);
      // A field may turn a held rotor to either side, so that it can skip or regain a turn.
      expect(Math.abs(missedSteps - lostSteps)).toBeLessThanOrEqual(2 * drawn.length);
    });
    await fc.assert(property, { numRuns: runCount({ quick: 30, long: 100 }) });
  });
});
