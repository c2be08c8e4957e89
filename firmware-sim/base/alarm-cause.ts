/**
 * Alarm classes. Critical sounds a two-tone for 3 s, non-critical a single tone for 1 s (Gillette, Medtronic patient
 * and advisory pages).
 */
export type AlarmClass = 'critical' | 'non-critical';

/**
 * Class of each alarm cause. `low battery` is the alarm of a pump without a replacement indicator (SynchroMed EL). Its
 * class is assumed.
 */
const classes = {
  'motor stall': 'critical',
  'empty reservoir': 'critical',
  'end of service': 'critical',
  'pump stopped over 48 h': 'critical',
  'critical memory error': 'critical',
  'low battery reset': 'critical',
  'low reservoir': 'non-critical',
  'elective replacement indicator': 'non-critical',
  'non-critical memory error': 'non-critical',
  'low battery': 'non-critical',
} as const satisfies Readonly<Record<string, AlarmClass>>;

export type AlarmCause = keyof typeof classes;

export const alarmCauses = Object.keys(classes) as [AlarmCause, ...AlarmCause[]];

export function classOf(cause: AlarmCause): AlarmClass {
  return classes[cause];
}

export const tones: Readonly<Record<AlarmClass, { readonly tone: string; readonly seconds: number }>> = {
  critical: { tone: 'two-tone', seconds: 3 },
  'non-critical': { tone: 'single tone', seconds: 1 },
};
