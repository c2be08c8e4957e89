const angle = (deg: number): string => {
  const turns = Math.floor(deg / 360);
  const rest = Math.floor(deg - turns * 360);
  return turns === 0 ? `${rest} deg` : `${turns} ${turns === 1 ? 'turn' : 'turns'} and ${rest} deg`;
};

import { DISCLAIMER } from '../../../scenario/run-result.ts';
import { en as viewer } from '../../../viewer/texts/en.ts';
import type { Texts as ViewerTexts } from '../../../viewer/texts/texts.ts';

/** Texts of the page in English. */
export const en = {
  /** Texts of the components that the page shares with the report. */
  viewer: { ...viewer, films: { ...viewer.films, missing: 'not taken yet' } } as ViewerTexts,
  /** Writes a number of digits with the decimal mark of the language. */
  decimal: (digits: string): string => digits,
  title: 'Rollerloop trainer',
  disclaimer: ['Simulator for training. Not a medical device,', 'not validated for your intended use.'],
  chooseLesson: 'Choose a lesson',
  lesson: (number: number): string => `Lesson ${number}`,
  scene: {
    title: 'Pump, patient and field',
    scanner: 'MRI scanner',
    skin: 'skin',
    blocked: 'blocked',
    device: (name: string, distanceMm: number): string => `${name}, ${distanceMm} mm`,
    commanded: (deg: number): string => `commanded ${angle(deg)}`,
    rotor: (deg: number, state: string): string => `rotor ${angle(deg)}, ${state}`,
    gap: (deg: number): string => `missing ${angle(deg)}`,
    field: {
      title: 'Field at the pump, mT',
      assumed: ['Hatched: the rotor stalls somewhere here.', 'Assumed: no maker publishes it.'],
      none: 'none',
    },
    closed: 'Closed pump, seen from outside.',
  },
  magnet: {
    label: 'Hand magnet',
    drag: 'drag me to the pump',
    away: 'away from the pump',
    at: ({ distanceMm, isFlat }: { readonly distanceMm: number; readonly isFlat: boolean }): string =>
      `${distanceMm} mm from the skin, ${isFlat ? 'flat' : 'on edge'}`,
  },
  rotorStates: {
    turning: 'turning',
    held: 'held',
    losing: 'losing turns',
    bound: 'gears bound',
    blocked: 'stopped by pressure',
    seized: 'motor damaged',
  } as Readonly<Record<string, string>>,
  alarm: (cause: string): string => `The pump sounds an alarm: ${cause}`,
  readouts: {
    believes: 'Pump believes',
    delivered: 'Delivered',
    arrived: 'At the tip of the catheter',
    missing: 'Missing',
    excess: 'Too much',
    hidden: 'not visible from outside',
    calculated: 'Pump calculates',
    reservoir: 'In the reservoir',
    alarm: 'Alarm',
  },
  time: {
    play: 'Play',
    pause: 'Pause',
    step: 'Step',
    previous: 'Previous event',
    next: 'Next event',
    line: 'Time line',
    speed: 'Pace',
    working: 'The run is being calculated',
  },
  caption: {
    next: 'Next',
    previous: 'Back',
    nextLesson: 'Next lesson',
    hidden: 'Closed pump: what happens inside is not seen.',
    predict: 'What do you expect?',
    expected: (answer: string): string => `You expected: ${answer}.`,
  },
  seeThrough: 'See through',
  programmer: {
    title: 'Programmer',
    interrogate: 'Interrogate',
    study: 'Roller study',
    live: 'Study with fluoroscopy',
    bolus: 'Give a bolus',
    volume: 'Bolus, uL',
    rate: 'Rate, mL/day',
    program: 'Program',
    silence: 'Silence alarms',
    log: 'Event log of the pump',
    emptyLog: 'No entry',
    notRead: 'Interrogate the pump to read its log.',
    refused: 'Refused',
    scannerIn: 'Patient into the scanner (1.5 T)',
    scannerOut: 'Patient out of the scanner',
    turnMagnet: 'Turn the magnet',
  },
  films: { title: 'X-ray films' },
  session: {
    title: 'Link, file, print',
    link: 'Copy a link to this moment',
    save: 'Save as a scenario',
    open: 'Open a scenario, pump file or trace',
    print: 'Print a case sheet',
    licences: 'Licences',
    copied: 'Link to this moment',
  },
  sheet: {
    notes: 'What do you expect, and why?',
    seed: (seed: number): string => `seed ${seed}`,
    disclaimer: DISCLAIMER,
  },
  sound: {
    sound: 'Sound of motor and alarms',
    on: 'Sound on',
    off: 'Sound off',
    refused: 'No sound: the browser refuses it',
  },
  freePlay: {
    title: 'Free play',
    product: 'Pump',
    rate: 'Rate, mL/day',
    reservoir: 'Reservoir, mL',
    begin: 'Begin with this pump',
    anyAction: 'The action, or any other, as a scenario writes it',
    action: 'Action',
    waitHours: 'Wait, h',
    wait: 'Wait',
    act: 'Act now',
    noEntry: (text: string): string => `"${text}": write keys and values, as in \`field: 1.5 T, azimuth: 40 deg\``,
    save: 'Save the session',
  },
  trouble: 'This could not be done. The run stays as it was.',
  noRun: 'The page shows no run, because this could not be done.',
  noLink: 'The link could not be opened. The first lesson is shown instead.',
  refusedRun:
    'The pump refuses an entry of the scenario. The command line ends its run there; the page goes on without the entry.',
  close: 'Close',
  loading: 'The engine starts.',
};
