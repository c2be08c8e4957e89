import type { Texts } from './texts.ts';

/** The words of the components in English. */
export const en: Texts = {
  language: 'en',
  number: (value, decimals) => value.toFixed(decimals).replace(/^-(?=0(?:\.0*)?$)/, ''),
  or: (items) => listed(items, 'or'),
  rotor: {
    name: 'Rotor',
    becomes: {
      turning: 'the rotor follows the motor again',
      held: 'the rotor is held by the field',
      losing: 'the rotor loses a motor turn in the field',
      bound: 'the gears are bound, and the rotor does not turn',
      blocked: 'the rotor is blocked by the pressure of the catheter',
      seized: 'the motor is damaged permanently',
    },
    standsAt: (deg) => `The rotor stands at ${deg} deg.`,
    commanded: (deg) => `${deg} deg were commanded.`,
    unseen: 'Only a film shows the rotor.',
  },
  valves: {
    metering: 'The valves open in turn and meter the drug.',
    open: 'Both valves are open, and drug flows freely.',
    shut: 'The flow has shut the third valve, and no drug flows.',
  },
  volumes: {
    believed: (volume) => `The pump believes that it gave ${volume} uL.`,
    delivered: (volume) => `It gave ${volume} uL.`,
    missing: (volume) => `${volume} uL are missing.`,
    extra: (volume) => `${volume} uL are too much.`,
  },
  films: {
    title: (name) => `Films of the roller study "${name}"`,
    before: 'Film 1, before the turn',
    after: 'Film 2, after the turn',
    turning: 'Fluoroscopy, during the turn',
    missing: 'The run ended before this film.',
    fits: (degs) => `The film fits ${degs} deg.`,
    turnFits: (degs) => `The films fit a turn of ${degs} deg.`,
    turnFitsFlipped: (degs) => `If the pump is flipped, they fit ${degs} deg.`,
    turnSeen: (deg) => `Fluoroscopy shows a turn of ${deg} deg.`,
    alike: 'Both films look alike.',
    reads: {
      pass: 'The commanded turn is among them.',
      fail: 'They show no turn.',
      partial: 'They show another turn than the commanded one.',
      ambiguous: 'They have several explanations.',
    },
    angleUnit: 'deg',
    allFits: 'Every angle that fits',
    fitOfCommand: 'as commanded',
    arm: (number) => `Protractor on film ${number}`,
    armHint: 'Turn both protractors to a roller. Drag, or use the arrow keys.',
    reading: (deg, isFit) =>
      `Your reading: a turn of ${deg} deg. ${isFit ? 'It fits the films.' : 'It does not fit the films.'}`,
    measure: 'Measure',
    saveSvg: 'Save as SVG',
    savePng: 'Save as PNG',
    shows: 'The films show',
    doesNotShow: 'They do not show',
  },
  lanes: {
    time: 'Pump time',
    hint: 'Arrow keys move the cursor, plus and minus zoom, Page Up and Page Down move the view, Home and End go to its ends, 0 shows all.',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    all: 'Show all',
    noValue: 'no value',
  },
  events: {
    title: 'Events',
    time: 'Pump time',
    source: 'From',
    event: 'Event',
    filter: 'Show events of',
    none: 'No event of these sources.',
    sources: { in: 'outside', true: 'truth', motor: 'motor', pump: 'pump', rig: 'rig', wire: 'wire', bench: 'bench' },
  },
  wire: {
    title: 'Wire to the rig',
    boardTime: 'Board time',
    direction: 'Direction',
    line: 'Line',
    empty: 'No line was kept.',
    directions: { 'to rig': 'to the rig', 'from rig': 'from the rig', event: 'event' },
  },
  log: {
    title: 'Event log of the pump',
    number: 'No.',
    stamp: 'Stamp',
    entry: 'Entry',
    empty: 'The log is empty.',
  },
};

/** Joins items with commas, and the last two with a word. */
export function listed(items: readonly string[], word: string): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}
