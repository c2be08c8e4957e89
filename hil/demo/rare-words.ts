import type { Sayer } from './sayer.ts';

/** Words for events of parts that only some pumps have, and of faults that only some scenarios inject. */
export const rareSayers: Readonly<Record<string, Sayer>> = {
  'pump.clock': ({ shows }) => ['pump', `shows ${shows} on its clock`],
  'true.valves': ({ state }) => [
    'truth',
    state === 'metering' ? 'the valves meter' : `the valves are ${state}`,
    state === 'metering' ? 'good' : 'bad',
  ],
  'true.defect': ({ kind }) => ['truth', `something in the pump goes wrong: ${kind}`, 'bad'],
  'true.battery': ({ state }) => ['truth', `the battery: ${state}`, 'bad'],
  'true.overInfusionRisk': ({ cause }) => ['truth', `the pump may give too much from now on: ${cause}`, 'mark'],
  'true.overInfusion': ({ ratio }) => ['truth', `the pump gives ${ratio} of what is programmed`, 'bad'],
  'true.catheter': ({ state }) => ['truth', `the catheter is ${state}`, state === 'open' ? 'good' : 'bad'],
  'true.aspiration': ({ outcome }) => ['truth', `aspiration at the catheter access port: ${outcome}`],
  'true.front': () => ['truth', 'another concentration reaches the tip'],
  'pump.scanCheck': ({ state, name }) => [
    'pump',
    state === 'changed' ? `is not as before the scan: ${name}` : `compared with before the scan: ${state}`,
    state === 'changed' ? 'bad' : 'plain',
  ],
  'pump.refillCheck': ({ state }) => ['pump', `what was drawn out against what was reckoned: ${state}`],
};
