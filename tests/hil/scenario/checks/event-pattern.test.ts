import { describe, expect, test } from 'vitest';
import { matches, patternText } from '../../../../hil/scenario/checks/event-pattern.ts';

const raised = { t: 0, e: 'pump.alarm', phase: 'raised', class: 'critical', cause: 'motor stall' };
const cleared = { ...raised, phase: 'cleared' };

describe('an event as a scenario names it', () => {
  test.each([
    [raised, 'critical', true],
    [raised, 'motor stall', true],
    [raised, 'raised', true],
    [raised, 'non-critical', false],
    [raised, 'cleared', false],
    [raised, undefined, true],
    [cleared, 'cleared', true],
    [cleared, undefined, true],
    // The event has a class and a cause, and the pattern requires neither.
    [cleared, 'critical', false],
    [cleared, 'motor stall', false],
    [{ t: 0, e: 'pump.log', number: 1, entry: 'motor stall recovery' }, 'motor stall recovery', true],
    [{ t: 0, e: 'pump.log', number: 1, entry: 'motor stall recovery' }, 'motor stall', false],
    [{ t: 0, e: 'pump.bolus', phase: 'end', kind: 'roller study' }, 'end', true],
    [{ t: 0, e: 'pump.bolus', phase: 'end', kind: 'roller study' }, 'roller study', true],
    [{ t: 0, e: 'true.rotor', state: 'held' }, 'held', true],
    [{ t: 0, e: 'pump.mode', mode: 'stopped', rateMlPerDay: 0 }, 'stopped', true],
  ])('%j and %s: %s', (record, text, fits) => {
    expect(matches(record, text === undefined ? { event: record.e } : { event: record.e, text })).toBe(fits);
  });

  test('is no other event, and no signal of its name', () => {
    expect(matches(raised, { event: 'pump.tone' })).toBe(false);
    expect(matches({ t: 0, s: 'pump.alarm', v: 1 }, { event: 'pump.alarm' })).toBe(false);
  });

  test('is written as it was read', () => {
    expect(patternText({ event: 'pump.alarm' })).toBe('pump.alarm');
    expect(patternText({ event: 'pump.log', text: 'motor stall' })).toBe('pump.log "motor stall"');
  });
});
