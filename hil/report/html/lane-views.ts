import type { Product } from '../../../firmware-sim/products/product.ts';
import { rollersOf } from '../../../firmware-sim/products/product.ts';
import { namespaceOf, type SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import type { BandView, LaneView, MarkView, Role, SignalView, StateRow } from '../../viewer/lane-view.ts';
import { FIELD, PLANNED_LANES, type PlannedLane } from './lane-plan.ts';
import type { PieceColumns } from './piece-columns.ts';

/** What the lanes of a run are made from. */
export interface LaneSources {
  readonly product: Product;
  readonly signals: readonly SignalDeclaration[];
  readonly pieces: ReadonlyMap<string, PieceColumns>;
  readonly states: readonly StateRow[];
  readonly marks: readonly MarkView[];
  /** Signals that a check reads; their lanes are shown even if they stay constant. */
  readonly checked: ReadonlySet<string>;
}

const ROLES: Readonly<Record<string, Role>> = {
  true: 'truth',
  pump: 'belief',
  motor: 'belief',
  rig: 'rig',
  in: 'input',
  bench: 'rig',
};

/** Returns the lanes of a run: states first, then the planned ones, then each other signal that a run has. */
export function laneViewsOf(sources: LaneSources): readonly LaneView[] {
  const { states, marks } = sources;
  const first = {
    id: 'states',
    title: 'States and entries',
    unit: '',
    scale: 'linear',
    signals: [],
    bands: [],
  } as const;
  const planned = PLANNED_LANES.flatMap((lane) => plannedLane(lane, sources));
  const taken = new Set(PLANNED_LANES.flatMap((lane) => lane.signals.map(({ name }) => name)));
  const others = sources.signals.filter(({ name }) => !taken.has(name)).flatMap((one) => ownLane(one, sources));
  return [...(states.length + marks.length === 0 ? [] : [{ ...first, states, marks }]), ...planned, ...others];
}

function plannedLane({ id, title, scale, signals }: PlannedLane, sources: LaneSources): readonly LaneView[] {
  const views = signals.flatMap(({ name, label, role }) => signalView(name, label, role, sources));
  const [first] = views;
  if (first === undefined) return [];
  return [{ id, title, unit: first.unit, scale, signals: views, states: [], marks: [], bands: bandsOf(id, sources) }];
}

/** Returns the lane of a signal that no planned lane shows, if it changes or a check reads it. */
function ownLane({ name, kind, doc }: SignalDeclaration, sources: LaneSources): readonly LaneView[] {
  const pieces = sources.pieces.get(name);
  if (kind === 'event' || pieces === undefined || namespaceOf(name) === 'bench') return [];
  if (pieces.isConstant && !sources.checked.has(name)) return [];
  const signals = signalView(name, name, ROLES[namespaceOf(name)] ?? 'input', sources);
  const title = doc.replace(/[.:;,].*$/s, '');
  return signals.map((one) => ({
    id: name,
    title,
    unit: one.unit,
    scale: 'linear',
    signals: [one],
    states: [],
    marks: [],
    bands: [],
  }));
}

function signalView(name: string, label: string, role: Role, sources: LaneSources): readonly SignalView[] {
  const pieces = sources.pieces.get(name);
  if (pieces === undefined || pieces.count === 0) return [];
  if (name === FIELD) return [{ name, label, role, kind: 'step', unit: 'mT', pieces: pieces.pieces, min: 0 }];
  const declared = sources.signals.find((one) => one.name === name);
  if (declared === undefined || declared.kind === 'event') return [];
  const { kind, unit, min = null } = declared;
  return [{ name, label, role, kind, unit, pieces: pieces.pieces, min }];
}

/** The field that stalls a rotor is not published: its lane shows the assumed band. */
function bandsOf(id: string, { product }: LaneSources): readonly BandView[] {
  const rollers = rollersOf(product);
  if (id !== 'field' || rollers === undefined) return [];
  const { stallFieldMtMin, stallFieldMtMax } = rollers;
  return [
    {
      from: stallFieldMtMin.value,
      to: stallFieldMtMax.value,
      label: 'the rotor stalls from a field in this band on (assumed)',
      kind: 'assumed',
    },
  ];
}
