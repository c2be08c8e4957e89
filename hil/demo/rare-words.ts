import type { Sayer } from './sayer.ts';

/** Words for what only some pumps have, or what only some scenarios ask for. */
export const rareSayers: Readonly<Record<string, Sayer>> = {
  'in.withdraw': () => ['outside', 'the reservoir is emptied with a syringe'],
  'in.valveReset': () => ['outside', 'the flow-activated valve is reset by hand'],
  'in.surroundings': ({ temperatureC, pressureKpa }) => [
    'outside',
    `${temperatureC} degC and ${pressureKpa} kPa around`,
  ],
  'in.clock': ({ shows }) => ['outside', `a programmer sets the clock of the pump to ${shows}`, 'mark'],
  'in.localTime': ({ byMin }) => [
    'outside',
    `the local time of the patient moves by ${byMin} min; the clock of the pump does not`,
    'mark',
  ],
  'pump.clock': ({ shows }) => ['pump', `shows ${shows} on its clock`],
  'in.scanCheck': () => ['outside', 'the pump is compared with its record from before the scan'],
  'in.catheter': ({ kind }) => ['outside', `the catheter: ${kind}`, 'mark'],
  'in.position': ({ position }) => ['outside', `the patient is ${position}`],
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
