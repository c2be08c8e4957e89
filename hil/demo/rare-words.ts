import type { Wording } from './wording.ts';

/** Words for events of parts that only some pumps have, and for faults that only some scenarios inject. */
export const rareWordings: Readonly<Record<string, Wording>> = {
  'pump.clock': ({ shows }) => ['pump', `shows ${shows} on its clock`],
  'true.valves': ({ state }) => [
    'truth',
    state === 'metering' ? 'the valves meter' : `the valves are ${state}`,
    state === 'metering' ? 'good' : 'bad',
  ],
  'true.defect': ({ kind }) => ['truth', `a defect of the pump begins: ${kind}`, 'bad'],
  'true.battery': ({ state }) => ['truth', `the battery: ${state}`, 'bad'],
  'true.overInfusionRisk': ({ cause }) => [
    'truth',
    `the pump is at risk of over-infusion from now on: ${cause}`,
    'mark',
  ],
  'true.overInfusion': ({ ratio }) => ['truth', `the pump delivers ${ratio} times the programmed rate`, 'bad'],
  'true.catheter': ({ state }) => ['truth', `the catheter is ${state}`, state === 'open' ? 'good' : 'bad'],
  'true.aspiration': ({ outcome }) => ['truth', `aspiration at the catheter access port: ${outcome}`],
  'true.front': () => ['truth', 'another concentration reaches the tip'],
  'pump.scanCheck': ({ state, name }) => [
    'pump',
    state === 'changed'
      ? `differs from the record before the scan: ${name}`
      : `compared with the record before the scan: ${state}`,
    state === 'changed' ? 'bad' : 'plain',
  ],
  'pump.refillCheck': ({ state }) => ['pump', `compares the withdrawn volume with the calculated one: ${state}`],
};
