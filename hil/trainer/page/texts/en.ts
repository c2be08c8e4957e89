const angle = (deg: number): string => {
  const turns = Math.floor(deg / 360);
  const rest = Math.floor(deg - turns * 360);
  return turns === 0 ? `${rest} deg` : `${turns} ${turns === 1 ? 'turn' : 'turns'} and ${rest} deg`;
};

/** Texts of the page in English. */
export const en = {
  title: 'Rollerloop trainer',
  disclaimer: 'A simulator and training tool. Not a medical device, not validated for your intended use.',
  lesson: (number: number, count: number): string => `Lesson ${number} of ${count}`,
  extra: 'Extra',
  chooseLesson: 'Choose a lesson',
  scene: {
    title: 'Pump, patient and field',
    scanner: 'MRI scanner',
    skin: 'skin',
    blocked: 'blocked',
    commanded: (deg: number): string => `commanded ${angle(deg)}`,
    rotor: (deg: number, state: string): string => `rotor ${angle(deg)}, ${state}`,
    gap: (deg: number): string => `missing ${angle(deg)}`,
    field: {
      title: 'Field at the rotor, mT',
      assumed: ['Hatched: the rotor stalls from a field in here.', 'Assumed: no maker publishes it.'],
      none: 'none',
    },
    says: (rotor: string, commanded: string): string => `Pump. ${rotor}. ${commanded}.`,
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
  logEntries: {} as Readonly<Record<string, string>>,
  readouts: {
    believes: 'Pump believes',
    delivered: 'Delivered',
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
    branch: 'Run again from here',
    end: 'End of the run',
    working: 'The run is calculated',
  },
  caption: {
    next: 'Next',
    previous: 'Back',
    nextLesson: 'Next lesson',
    predict: 'What do you expect?',
    right: 'As expected',
    wrong: 'You expected: ',
  },
  seeThrough: 'See through',
  programmer: {
    title: 'Programmer',
    interrogate: 'Interrogate',
    study: 'Roller study',
    live: 'Study with fluoroscopy',
    bolus: 'Bolus',
    volume: 'Volume, uL',
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
  films: {
    title: 'X-ray films',
    before: 'Film 1, before',
    after: 'Film 2, after',
  },
  outcomes: { pass: 'passed', fail: 'failed', partial: 'part of the turn', ambiguous: 'ambiguous' } as Readonly<
    Record<string, string>
  >,
  study: (outcome: string): string => `Roller study: ${outcome}`,
  trouble: 'This could not be done. The run stays as it was.',
  close: 'Close',
  loading: 'The engine starts.',
};
