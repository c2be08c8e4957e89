import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { volumeMl } from '../../../../firmware-sim/plant/catheter/catheter-shape.ts';
import { boreOf } from '../../../../firmware-sim/plant/catheter/drug-front.ts';
import { DrugLine, FRONTS_MAX } from '../../../../firmware-sim/plant/catheter/drug-line.ts';
import { metreOfCatheter } from '../metre-of-catheter.ts';

const metreMl = volumeMl(metreOfCatheter);
const ML_PER_S = 1 / 86_400;

function newLine(ugPerMl = 1000): DrugLine {
  return new DrugLine(boreOf(metreOfCatheter), metreMl, ugPerMl, 1e-6);
}

/** Moves an equal volume in and out. */
function flow(line: DrugLine, ml: number, pieces = 1): void {
  for (let i = 0; i < pieces; i += 1) {
    line.leave(ml / pieces, { meanMlPerS: ML_PER_S, seconds: ml / pieces / ML_PER_S });
    line.enter(ml / pieces);
    line.settle();
  }
}

describe('a front of another concentration', () => {
  test("reaches the tip after the catheter's volume, centred there, reported once", () => {
    const line = newLine();
    line.change(500);
    flow(line, metreMl * 0.9, 20);
    expect(line.tipUgPerMl()).toBe(1000);
    const told: number[] = [];
    for (let i = 0; i < 200; i += 1) {
      line.leave(metreMl / 1000, { meanMlPerS: ML_PER_S, seconds: metreMl / 1000 / ML_PER_S });
      line.enter(metreMl / 1000);
      for (const front of line.settle()) told.push(i, front.fromUgPerMl, front.toUgPerMl, front.sigmaCm);
      if (i === 99) expect(line.tipUgPerMl()).toBeCloseTo(1250, -1);
    }
    expect(told.slice(0, 3)).toEqual([99, 1000, 1500]);
    expect(told[3]).toBeCloseTo(1.8, 1);
    expect(told).toHaveLength(4);
    expect(line.tipUgPerMl()).toBe(1500);
    expect(line.outUg()).toBeCloseTo(1000 * metreMl + 1500 * 0.1 * metreMl, 6);
  });

  test('rises as a straight ramp of the bell variance: (2 sqrt(3) sigma)^2 / 12', () => {
    const line = newLine(0);
    line.change(1);
    flow(line, metreMl * 0.9, 9);
    let square = 0;
    let mean = 0;
    let before = 0;
    for (let i = 0; i < 4000; i += 1) {
      flow(line, metreMl / 20_000);
      const risen = line.tipUgPerMl() - before;
      before += risen;
      mean += risen * i;
      square += risen * i * i;
    }
    const sigmaCm = (Math.sqrt(square - mean ** 2) / 20_000) * 100;
    expect(before).toBeCloseTo(1, 9);
    expect(sigmaCm).toBeCloseTo(1.75, 1);
  });
});

/** Flow volumes, with changes of concentration between them. */
const aRun = fc.array(
  fc.record({ ml: fc.double({ min: 0, max: 0.3, noNaN: true }), ugPerMl: fc.integer({ min: 0, max: 5000 }) }),
  { maxLength: 60 },
);

const aMove = fc.record({
  ml: fc.double({ min: 1e-4, max: 0.3, noNaN: true }),
  kind: fc.constantFrom('draw', 'push', 'flow', 'change', 'back'),
  ugPerMl: fc.integer({ min: 0, max: 3_000 }),
});

/** A line moved by a needle, with the drug that entered and was drawn. */
class MovedLine {
  readonly line = newLine();
  inUg = 1_000 * metreMl;
  #drawnUg = 0;
  #sent = 1_000;

  get missingUg(): number {
    return this.line.outUg() + this.line.insideUg + this.#drawnUg - this.inUg;
  }

  draw(ml: number): void {
    this.#drawnUg += this.line.topUg(ml, 7);
    this.inUg += 7 * ml;
    this.line.drawBack(ml, 7);
  }

  push(ml: number): void {
    this.line.enter(ml);
    this.line.push(ml);
    this.inUg += this.#sent * ml;
  }

  flow(ml: number): void {
    flow(this.line, ml, 4);
    this.inUg += this.#sent * ml;
  }

  change(_ml: number, ugPerMl: number): void {
    this.line.change(ugPerMl - this.#sent);
    this.#sent = ugPerMl;
  }

  back(ml: number): void {
    const backMl = Math.min(ml, this.line.insideMl / 2);
    this.#drawnUg += this.line.giveBack(backMl);
    this.line.enter(backMl);
    this.inUg += this.#sent * backMl;
  }
}

describe('any sequence of drug fronts', () => {
  test('conserves drug between inside and outflow, to rounding', () => {
    fc.assert(
      fc.property(aRun, (run) => {
        const line = newLine();
        let ugPerMl = 1000;
        let inUg = 1000 * metreMl;
        for (const piece of run) {
          line.change(piece.ugPerMl - ugPerMl);
          ugPerMl = piece.ugPerMl;
          flow(line, piece.ml, 3);
          inUg += ugPerMl * piece.ml;
          expect(line.frontCount).toBeLessThanOrEqual(FRONTS_MAX);
        }
        flow(line, 2 * metreMl, 8);
        inUg += 2 * metreMl * ugPerMl;
        expect(line.outUg() + line.insideUg).toBeCloseTo(inUg, 6);
        expect(line.tipUgPerMl()).toBeCloseTo(ugPerMl, 6);
        expect(line.frontCount).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  test('beyond the kept number merges fronts and loses no drug', () => {
    const line = newLine(0);
    for (let i = 0; i < 3 * FRONTS_MAX; i += 1) {
      line.change(i % 2 === 0 ? 100 : -100);
      flow(line, 0.002);
    }
    expect(line.frontCount).toBe(FRONTS_MAX);
    flow(line, 2 * metreMl, 8);
    expect(line.outUg()).toBeCloseTo((3 * FRONTS_MAX * 0.002 * 100) / 2, 6);
  });

  test('moved back and forth by a needle at random keeps all drug', () => {
    fc.assert(
      fc.property(fc.array(aMove, { maxLength: 80 }), (moves) => {
        const moved = new MovedLine();
        for (const { kind, ml, ugPerMl } of moves) {
          moved[kind](ml, ugPerMl);
          expect(moved.line.frontCount).toBeLessThanOrEqual(FRONTS_MAX);
          expect(Math.abs(moved.missingUg)).toBeLessThan(1e-6 * moved.inUg);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('keeps mass and width however often a steady flow is observed', () => {
    const seen = [1, 7].map((pieces) => {
      const line = newLine(0);
      line.change(1000);
      flow(line, metreMl * 0.8, pieces);
      flow(line, metreMl * 0.2, 40);
      return [line.tipUgPerMl(), line.outUg()];
    });
    expect(seen[1]?.[0]).toBeCloseTo(seen[0]?.[0] as number, 6);
    expect(seen[1]?.[1]).toBeCloseTo(seen[0]?.[1] as number, 6);
  });

  test('drawn back beyond its volume sends nothing until new fluid reaches the tip', () => {
    const line = newLine();
    flow(line, metreMl / 2);
    expect(line.topUg(2 * metreMl)).toBeCloseTo(1000 * metreMl, 9);
    line.drawBack(2 * metreMl, 0);
    const outUg = line.outUg();
    flow(line, 0.8 * metreMl, 4);
    expect(line.outUg()).toBeCloseTo(outUg, 9);
    flow(line, 0.7 * metreMl, 20);
    expect(line.outUg()).toBeCloseTo(outUg + 500 * metreMl, 6);
  });

  test('drawn back a little moves its fronts towards the pump; drug that left stays out', () => {
    const line = newLine();
    line.change(500);
    flow(line, metreMl / 2, 4);
    const outUg = line.outUg();
    line.drawBack(0.1 * metreMl, 0);
    expect(line.outUg()).toBe(outUg);
    expect(line.insideUg).toBeCloseTo(1000 * 0.5 * metreMl + 1500 * 0.4 * metreMl, 9);
    flow(line, 0.09 * metreMl, 4);
    expect(line.outUg()).toBeCloseTo(outUg, 9);
    flow(line, 0.41 * metreMl, 20);
    expect(line.outUg()).toBeCloseTo(outUg + 400 * metreMl, 3);
  });

  test('cut by the tip or by the top loses the part that left and keeps its slope', () => {
    const line = newLine(0);
    line.change(1000);
    flow(line, metreMl, 40);
    expect(line.isPassing).toBe(true);
    const [outUg, insideUg, atTip] = [line.outUg(), line.insideUg, line.tipUgPerMl()];
    line.drawBack(0.001, 0);
    expect(line.outUg()).toBe(outUg);
    expect(line.insideUg).toBeCloseTo(insideUg - 1, 9);
    line.push(0.001);
    expect(line.tipUgPerMl(1e-9)).toBeCloseTo(atTip, 3);
    const gone = line.topUg(metreMl - 0.002);
    expect(line.giveBack(metreMl - 0.002)).toBeCloseTo(gone, 9);
    line.enter(0.1);
    expect(line.insideUg).toBeCloseTo(insideUg - 1 - gone + 100, 6);
  });

  test('loses from the top what flows back out at the pump', () => {
    const line = newLine();
    line.change(1000);
    flow(line, 0.01);
    expect(line.giveBack(0.004)).toBeCloseTo(8, 9);
    expect(line.giveBack(0.01)).toBeCloseTo(0.006 * 2000 + 0.004 * 1000, 9);
  });
});
