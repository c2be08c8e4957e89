import { problemText, readScenario } from '../../hil/scenario/language/read-scenario.ts';
import type { Scenario } from '../../hil/scenario/scenario.ts';
import { TraceFile } from '../../hil/scenario/trace-file.ts';
import { DAYS_PER_YEAR, Decade, YEARS } from './decade.ts';

/** Signals that change often, each with four checks. */
const SIGNALS: readonly (readonly [name: string, unit: string])[] = [
  ['true.rotorDeg', 'deg'],
  ['true.deliveredMl', 'mL'],
  ['true.reservoirMl', 'mL'],
  ['true.undeliveredMl', 'mL'],
  ['pump.programmedMl', 'mL'],
  ['pump.reservoirMl', 'mL'],
  ['pump.rateMlPerDay', 'mL/day'],
];
const EVENTS = ['pump.log', 'pump.alarm', 'pump.bolus', 'pump.tone', 'true.rotor', 'pump.mode'];
const CHECKS = 60;

/** A scenario of 60 checks that all last for the whole run. */
function scenario(): Scenario {
  const ofSignals = SIGNALS.flatMap(([signal, unit], index) => [
    `{ name: range ${index}, signal: ${signal}, changes at least: 0 ${unit} }`,
    `{ name: top ${index}, signal: ${signal}, stays at most: 1000 ${unit} }`,
    `{ name: bottom ${index}, signal: ${signal}, stays at least: -1000 ${unit} }`,
    `{ name: end ${index}, at: end, value: ${signal}, at least: -1000 ${unit} }`,
  ]);
  const ofEvents = Array.from({ length: CHECKS - ofSignals.length }, (_, index) => {
    const event = EVENTS[index % EVENTS.length];
    return index % 2 === 0
      ? `{ name: event ${index}, see: ${event} }`
      : `{ name: event ${index}, when: pump.log "motor stall", never see: ${event} }`;
  });
  const expectations = [...ofSignals, ...ofEvents].map((check) => `  - ${check}\n`).join('');
  const pump = '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day }';
  const text = `scenario: ten-years\nsays: Ten years.\npump: ${pump}\ntimeline: []\nexpect:\n${expectations}`;
  const read = readScenario(text, 'ten-years.yaml');
  if (!read.ok) throw new Error(read.problems.map(problemText).join('\n'));
  return read.scenario;
}

/** Runs ten years of a pump and keeps the trace. */
const [, , path = ''] = process.argv;
const pump = await Decade.begin({ forgetsRecords: false });
const file = new TraceFile(path);
file.begin(pump.bench, scenario(), { rigCheck: { state: 'in process', says: 'none' } });
pump.bench.trace.event('bench.begin');
await pump.runDays(YEARS * DAYS_PER_YEAR);
pump.bench.trace.event('bench.end', { rigUs: 0 });
await pump.end();
file.end(pump.bench.trace);
process.send?.({ records: pump.recordCount });
