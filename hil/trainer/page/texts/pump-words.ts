import type { LogEntryKind } from '../../../../firmware-sim/base/log-entry.ts';
import type { RefusalReason, RefusedField } from '../../../../firmware-sim/base/refusal.ts';
import type { Language } from './language.ts';

/** Entries of the pump's log and causes of its alarms in German. English pages show the pump's own words. */
const entries: Readonly<Record<LogEntryKind, string>> = {
  'motor stall': 'Motorstillstand',
  'motor stall recovery': 'Wiederanlauf des Motors',
  'empty reservoir': 'Reservoir leer',
  'low reservoir': 'Füllstand niedrig',
  'end of service': 'Ende der Lebensdauer',
  'elective replacement indicator': 'Austausch empfohlen',
  'pump stopped over 48 h': 'Pumpe steht seit mehr als 48 h',
  'critical memory error': 'kritischer Speicherfehler',
  'non-critical memory error': 'unkritischer Speicherfehler',
  'low battery reset': 'Neustart wegen schwacher Batterie',
  'low battery': 'Batterie schwach',
  'telemetry mode': 'Telemetriebetrieb',
  'telemetry mode ended': 'Telemetriebetrieb beendet',
};

const fields: Readonly<Record<RefusedField, string>> = {
  program: 'Programm',
  mode: 'Betriebsart',
  rate: 'Rate',
  'low reservoir': 'Warnschwelle des Füllstands',
  'critical alarm interval': 'Abstand kritischer Alarme',
  'non-critical alarm interval': 'Abstand unkritischer Alarme',
  'reservoir volume': 'Füllmenge',
  'catheter volume': 'Kathetervolumen',
  'drug 1': 'Wirkstoff 1',
  'drug 2': 'Wirkstoff 2',
  'drug 3': 'Wirkstoff 3',
  bolus: 'Bolus',
  'priming bolus': 'Füllbolus',
  refill: 'Nachfüllen',
  flex: 'Flex-Programm',
  'flex steps': 'Stufen des Flex-Programms',
  'periodic bolus': 'Periodischer Bolus',
  'bolus interval': 'Abstand der Boli',
  'patient bolus': 'Patientenbolus',
  'bolus duration': 'Dauer des Bolus',
  lockout: 'Sperrzeit',
  allotment: 'Zahl der Patientenboli',
  'bridge bolus': 'Überbrückungsbolus',
  'roller study': 'Rotorstudie',
  valve: 'Ventil',
  'catheter access': 'Katheterzugang',
  examination: 'Untersuchung',
  clock: 'Uhr',
};

const reasons: Readonly<Record<RefusalReason, string>> = {
  range: 'außerhalb der Grenzen',
  missing: 'eine Angabe fehlt',
  fraction: 'feiner, als die Pumpe zählen kann',
  mode: 'nicht in dieser Betriebsart',
  busy: 'die Pumpe ist gerade beschäftigt',
  latched: 'der Telemetriebetrieb hält an, zuerst abfragen',
  ended: 'die Pumpe ist am Ende ihrer Lebensdauer',
  order: 'nicht in der Reihenfolge der Zeit',
  lacking: 'diese Pumpe hat das nicht',
  lockout: 'die Sperrzeit läuft noch',
  allotment: 'die erlaubte Zahl ist erreicht',
  stopped: 'die Pumpe steht',
  reservoir: 'das Reservoir enthält zu wenig',
};

/** Returns an entry of the log, or a cause of an alarm, in a language. A kind of another version keeps its own word. */
export function entryIn(kind: string, language: Language): string {
  return language === 'de' ? (entries[kind as LogEntryKind] ?? kind) : kind;
}

/** Returns what precedes the pump's own English sentence of a refusal; undefined on an English page. */
export function refusalLead(field: string, why: string, language: Language): string | undefined {
  if (language === 'en') return undefined;
  const [name, reason] = [fields[field as RefusedField], reasons[why as RefusalReason]];
  return name === undefined || reason === undefined ? undefined : `${name}: ${reason}.`;
}
