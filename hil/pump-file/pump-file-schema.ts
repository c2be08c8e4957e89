import * as z from 'zod';
import { alarmCauses } from '../../firmware-sim/base/alarm-cause.ts';
import { abilities } from '../../firmware-sim/base/therapy.ts';
import { products } from '../../firmware-sim/products/catalogue.ts';
import { logKinds } from '../../firmware-sim/products/complaints.ts';
import { commonTable } from '../../firmware-sim/products/quantities/common-quantities.ts';
import type { QuantityTable } from '../../firmware-sim/products/quantities/quantity-table.ts';
import { derivedRollerTable } from '../../firmware-sim/products/quantities/roller-quantities.ts';
import { flowActivatedValveTable } from '../../firmware-sim/products/quantities/valve-quantities.ts';
import { driveTables, optionalTables } from '../../firmware-sim/products/quantity-groups.ts';
import { lazily } from '../base/lazily.ts';
import { line, oneOf, scenarioName, table } from '../yaml/leaf-schemas.ts';
import { mrLabelsTable } from './mr-labels-schema.ts';
import { groupSchema } from './quantity-schema.ts';

const TITLE_CHARS_MAX = 100;

export type DriveKind = keyof typeof driveTables;
export type OptionalGroup = keyof typeof optionalTables;

export const driveKinds = Object.keys(driveTables) as [DriveKind, ...DriveKind[]];
export const optionalGroups = Object.keys(optionalTables) as [OptionalGroup, ...OptionalGroup[]];

/** Groups that a file may list in `without`. */
const lackable = [...optionalGroups, 'complaints', 'mrLabels'] as const;

/*
 * Each schema is built when it is first needed and then kept: building all of them takes a tenth of the start of a run,
 * and few runs read a pump file.
 */

export const complaintsTable = lazily(() =>
  table({
    alarms: z
      .array(oneOf(alarmCauses), { error: `a list of ${alarmCauses.join(', ')}` })
      .meta({ description: 'Causes of alarm that the pump knows.' }),
    tones: oneOf(['two classes', 'unknown']).meta({ description: 'Whether the tones of the alarms are known.' }),
    log: z
      .array(oneOf(logKinds), { error: `a list of ${logKinds.join(', ')}` })
      .meta({ description: 'Kinds of entry that the log of the pump keeps.' }),
  }),
);

const headShape = lazily(() => ({
  $schema: z.string({ error: 'the address of a schema, for editors' }).optional(),
  id: scenarioName,
  title: line(TITLE_CHARS_MAX),
  like: oneOf(products.map(({ id }) => id) as [string, ...string[]])
    .meta({ description: 'A product that supplies the constants that this file leaves out.' })
    .optional(),
  without: z
    .array(oneOf(lackable), { error: `a list of ${lackable.join(', ')}` })
    .meta({ description: 'Groups of that product that this pump lacks.' })
    .optional(),
  modes: z
    .array(oneOf(abilities), { error: `a list of ${abilities.join(', ')}` })
    .meta({ description: 'Modes of the pump besides the single bolus and stopped.' })
    .optional(),
}));

/** Schema of the top level. The groups are read one by one, because the head decides which schema applies. */
export const headTable = lazily(() =>
  table({
    ...headShape(),
    quantities: z.unknown().optional(),
    drive: z.unknown().optional(),
    complaints: z.unknown().optional(),
    mrLabels: z.unknown().optional(),
    ...(Object.fromEntries(optionalGroups.map((group) => [group, z.unknown().optional()])) as Record<
      OptionalGroup,
      z.ZodOptional<z.ZodUnknown>
    >),
  }),
);

/** Makes both schemas of a group or a drive, the whole one and the partial one. */
function both<T>(build: (isPartial: boolean) => T): (isPartial: boolean) => T {
  const [whole, partial] = [lazily(() => build(false)), lazily(() => build(true))];
  return (isPartial) => (isPartial ? partial() : whole());
}

type GroupSchema = ReturnType<typeof groupSchema>;

const optionalSchemas = Object.fromEntries(
  optionalGroups.map((group) => [group, both((isPartial) => groupSchema(optionalTables[group], isPartial))]),
) as Readonly<Record<OptionalGroup, (isPartial: boolean) => GroupSchema>>;

export const commonSchema = both((isPartial) => groupSchema(commonTable, isPartial));
export const optionalSchema = (group: OptionalGroup, isPartial: boolean) => optionalSchemas[group](isPartial);

/** Builds the schema of a drive. A file may repeat derived constants, as `pump show --json` does; a later check compares them. */
function newDriveSchema(kind: DriveKind, isPartial: boolean) {
  const given = groupSchema(driveTables[kind], isPartial);
  const derived: QuantityTable = kind === 'rollers' ? derivedRollerTable : {};
  const quantities = table({ ...given.shape, ...groupSchema(derived, true).shape });
  const flowActivatedValve = groupSchema(flowActivatedValveTable, false).optional();
  const kindShape = isPartial
    ? { kind: oneOf([kind]).optional(), quantities: quantities.optional() }
    : { kind: oneOf([kind]), quantities };
  return kind === 'valves' ? table({ ...kindShape, flowActivatedValve }) : table(kindShape);
}

const driveSchemas = Object.fromEntries(
  driveKinds.map((kind) => [kind, both((isPartial) => newDriveSchema(kind, isPartial))]),
) as Readonly<Record<DriveKind, (isPartial: boolean) => ReturnType<typeof newDriveSchema>>>;

export const driveSchema = (kind: DriveKind, isPartial: boolean) => driveSchemas[kind](isPartial);

/** Returns the JSON Schema of a pump file with `like`, for editors. A file without `like` needs every group whole. */
export function pumpFileJsonSchemaText(): string {
  const whole = table({
    ...headShape(),
    quantities: commonSchema(true).optional(),
    drive: z.union(driveKinds.map((kind) => driveSchema(kind, true))).optional(),
    ...Object.fromEntries(optionalGroups.map((group) => [group, optionalSchema(group, true).optional()])),
    complaints: complaintsTable().optional(),
    mrLabels: mrLabelsTable().optional(),
  });
  const schema = z.toJSONSchema(whole, { io: 'input', reused: 'ref' });
  return `${JSON.stringify({ title: 'Rollerloop pump', ...schema }, null, 1)}\n`;
}
