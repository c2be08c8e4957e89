import type { Quantity } from '../../firmware-sim/base/quantity.ts';
import type { Ability } from '../../firmware-sim/base/therapy.ts';
import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import type { Complaints } from '../../firmware-sim/products/complaints.ts';
import type { MrLabels } from '../../firmware-sim/products/mr-label.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import {
  type CatheterQuantities,
  factoryCatheterMl,
} from '../../firmware-sim/products/quantities/catheter-quantities.ts';
import { derivedRollerTable, rollerDrive } from '../../firmware-sim/products/quantities/roller-quantities.ts';
import { isJson, parseJson } from '../yaml/json-text.ts';
import { jsonTree } from '../yaml/json-tree.ts';
import { EndOfReading, keyShown, type Problem, Problems, type Refuse } from '../yaml/problem.ts';
import { readTable } from '../yaml/read-table.ts';
import { type MapTree, type Tree, treeAt } from '../yaml/tree.ts';
import { contradictionsOf, groupOfMode } from './coherence.ts';
import { mrLabelsTable } from './mr-labels-schema.ts';
import {
  commonSchema,
  complaintsTable,
  type DriveKind,
  driveKinds,
  driveSchema,
  headTable,
  optionalGroups,
  optionalSchema,
} from './pump-file-schema.ts';

/** Result of reading a pump file. */
export type PumpFileResult =
  | { readonly ok: true; readonly product: Product }
  | { readonly ok: false; readonly problems: readonly Problem[] };

type Quantities = Readonly<Record<string, Quantity>>;
type DriveGroup = Product['drive'];

/** Removes inherited modes that need a group which the pump lacks. */
function modesWith(modes: readonly Ability[], groups: Readonly<Record<string, unknown>>): readonly Ability[] {
  return modes.filter((mode) => {
    const group = groupOfMode(mode);
    return group === undefined || groups[group] !== undefined;
  });
}

interface WrittenDrive {
  readonly quantities?: Readonly<Record<string, unknown>> | undefined;
}

/** Relative difference that rounding of a decimal fraction may cause. */
const SLACK = 1e-9;

/** Reads a pump in JSON. Returns it, or all problems of the text. Never throws; messages name `file`. */
export function readPumpFile(text: string, file: string): PumpFileResult {
  const problems = new Problems(file);
  const product = readUnlessEnded(text, problems.refuse);
  if (product !== undefined && problems.isEmpty) return { ok: true, product };
  return { ok: false, problems: problems.all };
}

/** Returns whether parsed JSON is a pump. If it is not, `readPumpFile` names the problems and their places. */
export function isPump(value: unknown): boolean {
  const problems = new Problems('');
  try {
    return productOf(jsonTree(value), problems.refuse) !== undefined && problems.isEmpty;
  } catch (error) {
    if (error instanceof EndOfReading) return false;
    throw error;
  }
}

function readUnlessEnded(text: string, refuse: Refuse): Product | undefined {
  try {
    const tree = parseJson(text, refuse, 'pump');
    const product = tree === undefined ? undefined : productOf(tree, refuse);
    return product !== undefined && isJson(text, refuse) ? product : undefined;
  } catch (error) {
    if (error instanceof EndOfReading) return undefined;
    throw error;
  }
}

/** Builds the product. It reads on after a refusal, so that one call reports all problems. */
function productOf(tree: Tree, refuse: Refuse): Product | undefined {
  const head = readTable(headTable(), tree, refuse);
  if (head === undefined || tree.kind !== 'map') return undefined;
  const base = head.like === undefined ? undefined : productNamed(head.like);
  const without = new Set<string>(head.without);
  refuseWithout(tree, head.without ?? [], base !== undefined, refuse);
  const quantities = groupOf(tree, 'quantities', base?.quantities, commonSchema(base !== undefined), refuse);
  const drive = driveOf(tree, base?.drive, refuse);
  const optional = optionalGroups.map((group) => {
    const inherited = without.has(group) ? undefined : base?.[group];
    if (!tree.entries.has(group)) return [group, inherited] as const;
    return [group, groupOf(tree, group, inherited, optionalSchema(group, inherited !== undefined), refuse)] as const;
  });
  if (quantities === undefined || drive === undefined) return undefined;
  const complaints = complaintsOf(tree, without.has('complaints') ? undefined : base?.complaints, refuse);
  const mrLabels = mrLabelsOf(tree, without.has('mrLabels') ? undefined : base?.mrLabels, refuse);
  const all = [...optional, ['complaints', complaints] as const, ['mrLabels', mrLabels] as const];
  const groups = Object.fromEntries(all.filter(([, group]) => group !== undefined));
  // The table that has read a group guarantees the type of the group.
  const modes = head.modes ?? modesWith(base?.modes ?? ['simple continuous'], groups);
  const whole = withCatheterMl({ quantities, ...groups }, tree, refuse);
  const product = { id: head.id, title: head.title, modes, drive, ...groups, quantities: whole } as unknown as Product;
  for (const { path, found, allowed } of contradictionsOf(product)) {
    refuse(treeAt(tree, path).tree.place, found, allowed);
  }
  return product;
}

/** Derives the stored catheter volume from the catheter, if there is one. A value in the file must agree. */
function withCatheterMl(
  { quantities, catheter }: { readonly quantities: Quantities; readonly catheter?: Quantities },
  tree: MapTree,
  refuse: Refuse,
): Quantities {
  if (catheter === undefined) return quantities;
  const catheterMl = factoryCatheterMl(catheter as unknown as CatheterQuantities);
  const { tree: written, missing } = treeAt(tree, ['quantities', 'catheterMl', 'value']);
  const got = quantities.catheterMl?.value;
  if (missing === undefined && got !== undefined && Math.abs(got - catheterMl.value) > SLACK) {
    const allowed = `${catheterMl.value} mL, by the group ${keyShown('catheter')}: catheterCm x catheterUlPerCm`;
    refuse(written.place, `${got} mL for ${keyShown('catheterMl')}`, allowed);
  }
  return { ...quantities, catheterMl };
}

function refuseWithout(tree: MapTree, without: readonly string[], hasBase: boolean, refuse: Refuse): void {
  const place = tree.entries.get('without')?.keyPlace ?? tree.place;
  if (without.length > 0 && !hasBase) refuse(place, '`without` and no `like`', 'both or neither');
  const both = without.find((group) => tree.entries.has(group));
  if (both !== undefined) refuse(place, `${keyShown(both)} in \`without\` and as a group`, 'one of the two');
}

/** Reads alarms and log whole, or inherits them whole. */
function complaintsOf(tree: MapTree, inherited: Complaints | undefined, refuse: Refuse): Complaints | undefined {
  const written = tree.entries.get('complaints')?.value;
  return written === undefined ? inherited : readTable(complaintsTable(), written, refuse);
}

/** Reads the MR labels whole, or inherits them whole. */
function mrLabelsOf(tree: MapTree, inherited: MrLabels | undefined, refuse: Refuse): MrLabels | undefined {
  const written = tree.entries.get('mrLabels')?.value;
  return written === undefined ? inherited : (readTable(mrLabelsTable(), written, refuse) as MrLabels | undefined);
}

/** Reads a group of constants over the inherited ones. */
function groupOf(
  tree: MapTree,
  key: string,
  inherited: object | undefined,
  schema: ReturnType<typeof commonSchema>,
  refuse: Refuse,
): Quantities | undefined {
  const written = tree.entries.get(key)?.value;
  if (written === undefined) {
    if (inherited !== undefined) return inherited as Quantities;
    refuse(tree.place, `no ${keyShown(key)}`, 'this group, or `like` to inherit it');
    return undefined;
  }
  const read = readTable(schema, written, refuse);
  return read === undefined ? undefined : ({ ...inherited, ...read } as Quantities);
}

function driveOf(tree: MapTree, inherited: DriveGroup | undefined, refuse: Refuse): DriveGroup | undefined {
  const written = tree.entries.get('drive')?.value;
  if (written === undefined) {
    if (inherited === undefined) refuse(tree.place, 'no `drive`', `a drive of kind ${driveKinds.join(', ')}`);
    return inherited;
  }
  const kind = kindOf(written, inherited?.kind, refuse);
  if (kind === undefined) return undefined;
  const base = inherited?.kind === kind ? inherited : undefined;
  const read: WrittenDrive | undefined = readTable(driveSchema(kind, base !== undefined), written, refuse);
  if (read === undefined) return undefined;
  const quantities = { ...base?.quantities, ...read.quantities };
  const drive = { ...base, ...read, kind, quantities } as unknown as DriveGroup;
  return drive.kind === 'rollers' ? rollersWith(drive, written, read.quantities ?? {}, refuse) : drive;
}

function kindOf(written: Tree, inherited: DriveKind | undefined, refuse: Refuse): DriveKind | undefined {
  const { tree, missing } = treeAt(written, ['kind']);
  const text = missing === undefined && tree.kind === 'scalar' ? tree.text : inherited;
  const kind = driveKinds.find((one) => one === text);
  if (kind === undefined) refuse(tree.place, 'no `kind` of drive', driveKinds.join(', '));
  return kind;
}

/** Computes the derived constants of a roller drive. Values in the file must agree. */
function rollersWith(
  { quantities }: Extract<DriveGroup, { readonly kind: 'rollers' }>,
  written: Tree,
  said: Readonly<Record<string, unknown>>,
  refuse: Refuse,
): DriveGroup {
  const drive = rollerDrive(quantities);
  for (const name of Object.keys(derivedRollerTable) as (keyof typeof derivedRollerTable)[]) {
    const got = (said[name] as Quantity | undefined)?.value;
    const { value, unit, provenance } = drive.quantities[name];
    if (got === undefined || Math.abs(got - value) <= SLACK * Math.max(1, Math.abs(value))) continue;
    const formula = provenance.kind === 'derived' ? provenance.formula : '';
    const place = treeAt(written, ['quantities', name, 'value']).tree.place;
    refuse(place, `${got} ${unit} for ${keyShown(name)}`, `${value} ${unit}, derived from the others: ${formula}`);
  }
  return drive;
}
