import { describe, expect, test } from 'vitest';
import { scenario } from '../../../hil/builders/scenario.ts';
import { after, before, during, exceptDuring, throughout, when, whenever } from '../../../hil/builders/scopes.ts';
import { event, signal, state } from '../../../hil/builders/signal.ts';
import type { WrittenCheck } from '../../../hil/builders/written.gen.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';

const held = event('true.rotor', 'held');
const stall = event('pump.log', 'motor stall');
const recovery = event('pump.log', 'motor stall recovery');
const flow = signal('true.deliveredMl').slope();

const checks: readonly (readonly [WrittenCheck, string])[] = [
  [
    whenever(held).see(stall, { name: 'noticed', within: '21 min', 'marginal from': 1_080_000_000 }),
    'whenever: true.rotor "held", see: pump.log "motor stall", name: noticed, within: 21 min, marginal from: 18 min',
  ],
  [
    whenever({ becomes: state('true.rotor').is('held'), 'for at least': '1 min' }).see(recovery, { name: 'long' }),
    'whenever: { becomes: true.rotor is held, for at least: 1 min }, see: pump.log "motor stall recovery", name: long',
  ],
  [
    during('scan').never(flow.above('0 mL/day'), { name: 'no flow' }),
    'during: scan, never: slope(true.deliveredMl) > 0 mL/day, name: no flow',
  ],
  [
    during({ from: 'scan', to: stall }).holds(flow.below('1 mL/day'), { name: 'unnoticed', from: '2 s' }),
    'during: { from: scan, to: pump.log "motor stall" }, holds: slope(true.deliveredMl) < 1 mL/day, name: unnoticed, from: 2 s',
  ],
  [
    exceptDuring('scan').neverSee(event('pump.mode', 'stopped'), { name: 'mode' }),
    'except during: scan, never see: pump.mode "stopped", name: mode',
  ],
  [
    after('out').see(recovery, { name: 'log', within: '1 h' }),
    'after: out, see: pump.log "motor stall recovery", name: log, within: 1 h',
  ],
  [before('scan').neverSee(stall, { name: 'early' }), 'before: scan, never see: pump.log "motor stall", name: early'],
  [
    when(stall).see(recovery, { name: 'ends', within: '1 h', requires: ['GIP-4.1.2'] }),
    'when: pump.log "motor stall", see: pump.log "motor stall recovery", name: ends, within: 1 h, requires: [ GIP-4.1.2 ]',
  ],
  [
    throughout().count(event('pump.alarm', 'motor stall'), { name: 'chatter', per: '24 h', 'at most': 3 }),
    'count: pump.alarm "motor stall", name: chatter, per: 24 h, at most: 3',
  ],
  [
    throughout().inOrder([held, stall, recovery], { name: 'order' }),
    'in order: [ true.rotor "held", pump.log "motor stall", pump.log "motor stall recovery" ], name: order',
  ],
];

describe('expectations about a part of a run', () => {
  test('equal those in YAML, and are judged', async () => {
    const made = scenario({
      scenario: 'my-scan',
      says: 'A scan stops the rotor.',
      pump: { product: 'synchromed-ii', mode: 'simple continuous', rate: '24 mL/day' },
      timeline: [
        { at: '5 min', field: '1.5 T', name: 'scan' },
        { after: 'scan', wait: '10 min', field: 'off', name: 'out' },
      ],
      expect: checks.map(([check]) => check),
    });
    for (const [, text] of checks) expect(made.text).toContain(`  - { ${text} }\n`);
    const { measurements } = await runScenario(made, { rig: 'model' });
    const verdicts = measurements.map(({ name, verdict }) => [name, verdict]);
    expect(verdicts).toEqual(checks.map(([{ name }]) => [name, 'pass']));
  });
});
