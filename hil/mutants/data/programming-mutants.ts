import type { Mutant } from './mutant.ts';

const DELIVERY = 'firmware-sim/firmware/delivery.ts';
const LIMITS = 'firmware-sim/firmware/schedule/programming-limits.ts';
const LIMIT_LINE = '  if ((above ? value > min : value >= min) && value <= max) return undefined;';

/** Mistakes of the TypeScript pump in what a programmer may order and what it is shown. */
export const programmingMutants: readonly Mutant[] = [
  {
    id: 'program-in-bolus-accepted',
    says: 'A program is accepted while a bolus runs.',
    file: DELIVERY,
    from: "    return program.mode === 'stopped' || this.#bolus === undefined ? accepted : busy(this.#bolus.bolus.kind);",
    to: '    return accepted;',
  },
  {
    id: 'second-bolus-accepted',
    says: 'A second bolus replaces the one under way.',
    file: DELIVERY,
    from: '    return this.#bolus === undefined ? undefined : busy(this.#bolus.bolus.kind);',
    to: '    return undefined;',
  },
  {
    id: 'stop-is-slow-delivery',
    says: 'A stopped pump delivers on at a low rate.',
    file: DELIVERY,
    from: 'stand: () => this.#commanded.run(0),',
    to: 'stand: () => this.#commanded.run(0.1),',
  },
  {
    id: 'largest-settings-unchecked',
    says: 'Settings above their largest value are accepted.',
    file: LIMITS,
    from: LIMIT_LINE,
    to: LIMIT_LINE.replace(' && value <= max', ''),
  },
  {
    id: 'low-rate-accepted',
    says: 'A rate below the lowest one is accepted.',
    file: 'firmware-sim/firmware/schedule/delivery-limits.ts',
    from: 'if (!(rateMlPerDay >= limits.rateMlPerDayMin &&',
    to: 'if (!(rateMlPerDay >= 0 &&',
  },
  {
    id: 'weekdays-alike',
    says: 'A weekday with steps of its own gets those of every day.',
    file: 'firmware-sim/base/flex-week.ts',
    from: "  if (week[weekday] !== undefined) return weekday;\n  return week['every day'] === undefined ? undefined : 'every day';",
    to: "  if (week['every day'] !== undefined) return 'every day';\n  return week[weekday] === undefined ? undefined : weekday;",
  },
  {
    id: 'clock-not-set',
    says: 'A set clock confirms, and keeps its old time.',
    file: 'firmware-sim/firmware/clock-setting.ts',
    from: '  calendar.set(calendarUs);\n',
    to: '',
  },
  {
    id: 'reading-shows-no-program',
    says: 'A reading shows the stopped mode and a rate of 0.',
    file: 'firmware-sim/firmware/interrogation.ts',
    from: '    mode: program.mode,\n    rateMlPerDay: delivery.basalMlPerDay,',
    to: "    mode: 'stopped',\n    rateMlPerDay: 0,",
  },
  {
    id: 'scan-check-blind',
    says: 'The comparison after a scan finds no difference.',
    file: 'firmware-sim/outside/scan-check.ts',
    from: '.filter((difference) => difference.before !== difference.after);',
    to: '.filter((difference) => difference.before !== difference.before);',
  },
  {
    id: 'bolus-at-base-rate',
    says: 'A bolus runs at half of its rate.',
    file: 'firmware-sim/firmware/bolus.ts',
    from: '    commanded.run(rateMlPerDay, endSteps);',
    to: '    commanded.run(rateMlPerDay / 2, endSteps);',
  },
];
