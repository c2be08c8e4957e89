import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { productNamed, products } from '../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import type { QuantityRow } from '../../../firmware-sim/products/quantities/quantity-table.ts';
import { derivedRollerTable } from '../../../firmware-sim/products/quantities/roller-quantities.ts';
import { quantityRows } from '../../../firmware-sim/products/quantity-groups.ts';
import { HilError } from '../../../hil/base/hil-error.ts';
import { readPumpFile } from '../../../hil/pump-file/read-pump-file.ts';
import { unattendedScenarios } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { runCount } from '../../run-count.ts';

const PUMPS_PER_PRODUCT = runCount({ quick: 1, long: 5 });
const CHANGES_MAX = 10;
const SCENARIOS_PER_PUMP = 2;
const TIME_UNITS: readonly string[] = ['s', 'min', 'h', 'days', 'months', 'years'];
/** Each one of this many scenarios runs with times that are not whole microseconds. */
const SCENARIO_STRIDE = runCount({ quick: 10, long: 1 });
/** Factor near 1. A pump stays within its limits, and none of its times is a whole microsecond any more. */
const ODD = 1.000_013_7;

const scenarios = unattendedScenarios();

interface Slot {
  readonly name: string;
  readonly row: QuantityRow;
  readonly quantity: { value: number };
}

/** Each constant of a pump file that may change by itself. */
function slotsOf(value: unknown, name = ''): readonly Slot[] {
  if (typeof value !== 'object' || value === null || name in derivedRollerTable) return [];
  const row = quantityRows.get(name);
  if (row !== undefined) return [{ name, row, quantity: value as { value: number } }];
  return Object.entries(value).flatMap(([key, inner]) => slotsOf(inner, key));
}

const textOf = (pump: object): string => JSON.stringify(pump);
const isValid = (pump: object): boolean => readPumpFile(textOf(pump), 'fuzz.json').ok;

/** Constants derived from others, which a file may omit. */
function editable(product: Product): { readonly drive: { readonly quantities: Record<string, unknown> } } {
  const pump = JSON.parse(textOf(product));
  for (const name of Object.keys(derivedRollerTable)) delete pump.drive.quantities[name];
  return pump;
}

/** Limits, values near the product's own, and values of all sizes. Few are round. */
function drawn({ min, max, whole }: QuantityRow, own: number, stream: RandomStream): number {
  const kind = stream.uniform();
  const value =
    kind < 0.1 ? min : kind < 0.2 ? max : kind < 0.7 ? own * stream.between(0.5, 2) : max * stream.uniform() ** 4;
  const within = Math.min(max, Math.max(min, value));
  return whole === true ? Math.round(within) : within;
}

/** A product with some changed constants. All are within their limits and consistent. */
function changedPump(product: Product, stream: RandomStream): { readonly pump: object; readonly said: string } {
  const pump = editable(product);
  const slots = slotsOf(pump);
  const said: string[] = [];
  for (let i = Math.ceil(stream.between(0, CHANGES_MAX)); i > 0; i -= 1) {
    const { name, row, quantity } = slots[Math.floor(stream.between(0, slots.length))] as Slot;
    const before = quantity.value;
    quantity.value = drawn(row, before, stream);
    if (isValid(pump)) said.push(`${name} = ${quantity.value}`);
    else quantity.value = before;
  }
  return { pump, said: said.join(', ') };
}

async function mustRun(pump: object, scenarioIndex: number, said: string, rig = 'model'): Promise<void> {
  const read = readPumpFile(textOf(pump), 'fuzz.json');
  if (!read.ok) throw new Error(`not valid: ${said}`);
  const scenario = scenarios[scenarioIndex % scenarios.length] as (typeof scenarios)[number];
  try {
    expect((await runScenario(scenario, { rig, product: read.product })).fingerprint).toHaveLength(64);
  } catch (error) {
    // A scenario may require a function that this pump lacks. The bench then refuses it as usage.
    const isRefusal = error instanceof HilError && error.fault === 'usage';
    expect(isRefusal, `${scenario.name} with ${said}: ${String(error)}`).toBe(true);
  }
}

describe('a valid pump file never breaks a run:', () => {
  test.each(products)('$id with constants drawn from their whole ranges', async (product) => {
    for (let seed = 1; seed <= PUMPS_PER_PRODUCT; seed += 1) {
      const stream = new RandomStream(seed, `valid ${product.id}`);
      const { pump, said } = changedPump(product, stream);
      for (let i = 0; i < SCENARIOS_PER_PUMP; i += 1)
        await mustRun(
          pump,
          Math.floor(stream.between(0, 1000)),
          `seed ${seed}: ${said}`,
          i % 2 === 0 ? 'model' : 'loopback',
        );
    }
  });

  // One product for each kind of drive. Each has every group that its family has.
  test.each(['synchromed-ii', 'prometra-ii', 'siromedes'])('%s with all its times off the microsecond', async (id) => {
    const pump = editable(productNamed(id) as Product);
    const times = slotsOf(pump).filter(({ row }) => TIME_UNITS.includes(row.unit) && row.whole !== true);
    const changed = times.filter(({ row, quantity }) => {
      const own = quantity.value;
      quantity.value = Math.max(row.min, own / ODD);
      if (quantity.value !== own && isValid(pump)) return true;
      quantity.value = own;
      return false;
    });
    expect(changed.length).toBeGreaterThan(4);
    for (let index = 0; index < scenarios.length; index += SCENARIO_STRIDE) await mustRun(pump, index, 'odd times');
  });

  test.each(['detectMl', 'recoverMl'])('whose %s is below a step turns on a rig like others', async (name) => {
    const pump = editable(productNamed('synchromed-ii') as Product);
    const { row, quantity } = slotsOf(pump).find((slot) => slot.name === name) as Slot;
    quantity.value = row.min;
    const held = scenarios.findIndex((scenario) => scenario.name === 'mri-30-min');
    await mustRun(pump, held, `${name} = ${row.min}`, 'loopback');
  });
});
