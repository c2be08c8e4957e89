import type { EventRecord } from '../../../firmware-sim/trace/record.ts';
import { states } from '../../scenario/patterns/state-words.ts';
import type { Role, StateRow, StateSpan, Tone } from '../../viewer/lane-view.ts';

interface OpenState {
  readonly fromUs: number;
  readonly text: string;
  readonly tone: Tone;
}

const BAD_STATES = new Set(['held', 'losing', 'bound', 'blocked', 'seized', 'shut', 'open', 'stopped']);

const CATHETER = 'true.catheter';
/** A catheter is open until an event says otherwise. */
const CATHETER_OPEN = 'open';

/** States that events begin and end: rotor, valves, catheter, mode and alarms. */
export class StateRows {
  readonly #rows = new Map<string, Omit<StateRow, 'name' | 'spans'> & { readonly spans: StateSpan[] }>();
  readonly #open = new Map<string, OpenState>();

  /** Takes in the next event of the trace. */
  hear(record: EventRecord): void {
    const { e, t } = record;
    if (e === 'true.rotor') this.#enter(e, 'rotor', 'truth', t, String(record.state));
    else if (e === 'true.valves') this.#enter(e, 'valves', 'truth', t, String(record.state));
    else if (e === CATHETER) this.#enter(e, 'catheter', 'truth', t, String(record.state));
    else if (e === 'pump.mode') this.#enter(e, 'mode', 'belief', t, String(record.mode));
    else if (e === 'pump.alarm') this.#alarm(record);
  }

  /** Returns the rows of a run that ended at a time. */
  rows(endUs: number): readonly StateRow[] {
    return [...this.#rows].map(([name, row]) => {
      const open = this.#open.get(name);
      return { name, ...row, spans: open === undefined ? row.spans : [...row.spans, { ...open, toUs: endUs }] };
    });
  }

  #alarm({ t, phase, cause, class: kind }: EventRecord): void {
    const name = `pump.alarm ${String(cause)}`;
    if (phase === 'cleared') this.#leave(name, t);
    else this.#enter(name, 'alarm', 'belief', t, `${String(cause)} (${String(kind)})`, 'bad');
  }

  #enter(name: string, label: string, role: Role, atUs: number, text: string, tone = toneOf(name, text)): void {
    if (!this.#rows.has(name)) this.#begin(name, label, role);
    if (this.#open.get(name)?.text === text) return;
    this.#leave(name, atUs);
    this.#open.set(name, { fromUs: atUs, text, tone });
  }

  /** Begins a row with the word that its state has before the first event. An alarm rests between its spans. */
  #begin(name: string, label: string, role: Role): void {
    const initial = name === CATHETER ? CATHETER_OPEN : states[name]?.initial;
    this.#rows.set(name, { label, role, spans: [], ...(initial === undefined ? { resting: 'none' } : {}) });
    if (initial !== undefined) this.#open.set(name, { fromUs: 0, text: initial, tone: toneOf(name, initial) });
  }

  #leave(name: string, atUs: number): void {
    const open = this.#open.get(name);
    if (open === undefined) return;
    this.#open.delete(name);
    if (open.fromUs < atUs) this.#rows.get(name)?.spans.push({ ...open, toUs: atUs });
  }
}

function toneOf(name: string, text: string): Tone {
  if (name === CATHETER) return text === CATHETER_OPEN ? 'plain' : 'bad';
  return BAD_STATES.has(text) ? 'bad' : 'plain';
}
