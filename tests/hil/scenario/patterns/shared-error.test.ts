import { expect, test } from 'vitest';
import { at, judged } from './judged-trace.ts';

const BALANCE = '- { name: a, holds: "true.deliveredMl + true.reservoirMl in [19.999 mL, 20.001 mL]" }';
const BELOW = '- { name: a, never: true.deliveredMl > 0.001 mL }';
const ML_PER_S = 0.5 / 86_400;

function verdictsOf(expectation: string, reservoirAt: number): string | undefined {
  const records = [
    at.line(0, 'true.deliveredMl', 0, ML_PER_S),
    at.line(0, 'true.reservoirMl', 20, 0),
    at.line(reservoirAt, 'true.reservoirMl', 20 - ML_PER_S * reservoirAt, -ML_PER_S),
  ];
  return judged(expectation, records, 60, true)[0]?.verdict;
}

test('the error that delivered volume and reservoir share cancels in their sum', () => {
  expect(verdictsOf(BALANCE, 0)).toBe('pass');
});

test('lines that begin at different times do not share their error', () => {
  expect(verdictsOf(BALANCE, 1)).toBe('not decided');
});

test('a limit inside the error of one line cannot be told', () => {
  expect(verdictsOf(BELOW, 0)).toBe('not decided');
});

test('a held rotor rocks between two rest angles, so that its angle has an error', () => {
  const held = (rockingDeg: number) => [
    at.event(1, 'true.rotor', { state: 'held', rockingDeg }),
    at.line(0, 'true.rotorDeg', 0, 0),
    at.line(1, 'true.rotorDeg', 0, 0),
  ];
  const still = '- { name: a, never: true.rotorDeg > 0.1 deg }';
  expect(judged(still, held(1), 60, true)[0]?.verdict).toBe('pass');
  expect(judged(still, held(60), 60, true)[0]?.verdict).toBe('not decided');
});
