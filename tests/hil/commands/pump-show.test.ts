import { describe, expect, test } from 'vitest';
import { productNamed, products } from '../../../firmware-sim/products/catalogue.ts';
import { type Product, quantitiesOf } from '../../../firmware-sim/products/product.ts';
import { said } from './said.ts';

const product = productNamed('synchromed-ii') as Product;
const quantities = quantitiesOf(product);
const names = [...quantities.keys()];

describe('pump show', () => {
  test('prints a line for each constant: value, unit, provenance and reason', async () => {
    const { status, stdout, stderr } = await said('pump', 'show', 'synchromed-ii');
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('SynchroMed II, 20 mL (synchromed-ii)');
    expect(lines[1]).toBe(`stopped, single bolus, ${product.modes.join(', ')}`);
    expect(lines.slice(2, 2 + names.length).map((line) => line.split(' ')[0])).toEqual(names);
    const lineOf = (name: string) => lines.find((line) => line.startsWith(`${name} `));
    expect(lineOf('reservoirMl')).toMatch(/^reservoirMl +20 mL +sourced Medtronic Germany, SynchroMed II/);
    expect(lineOf('revolutionUl')).toMatch(/^revolutionUl +30 uL +assumed no maker publishes/);
    expect(lineOf('rollerZoneUl')).toMatch(/^rollerZoneUl +\d+(\.\d+)? uL +derived \(2 pi R A - V_rev\) \/ N$/);
    expect([status, stderr]).toEqual([0, '']);
  });

  test('shows a sourced constant with every digit of its source', async () => {
    const { stdout } = await said('pump', 'show', 'siromedes');
    expect(stdout).toMatch(/^antoineBK +1175\.581 K +sourced Das, Reed/m);
  });

  test('counts the assumed constants', async () => {
    const assumed = [...quantities.values()].filter(({ provenance }) => provenance.kind === 'assumed');
    const { stdout } = await said('pump', 'show', 'synchromed-ii');
    expect(stdout).toContain(`${names.length} constants, ${assumed.length} of them assumed`);
    expect(assumed.length).toBeGreaterThan(10);
  });

  test.each([
    [
      'synchromed-ii',
      [
        'shaft = along the normal',
        'inferred bound gears = freed by time alone',
        'assumed restart law = restart at the next step',
        'assumed detection law = volume',
        'assumed recovery law = volume',
        'confirmed step = one clears',
        'event log = the newest 250 entries',
        'residual = beneath',
        'empty alarm = at',
        'dry pump = no true flow',
        'MR label US 2008-08: up to 1.5 T Medtronic MRI page',
        'MR label US 2021: up to 3 T, in force if a scenario names no `MR label` Dupoiron et al. 2021, imaging for intrathecal drug delivery systems (review); it names no region, and the year of the change is taken from it (assumed)',
        'MR label EU 2021: up to 3 T',
      ],
    ],
    [
      'synchromed-el',
      [
        'shaft =',
        'inferred bound gears =',
        'assumed restart law = restart at the next step',
        'inferred stall log = none',
        'residual =',
        'empty alarm =',
        'dry pump =',
        'low battery class = non',
        'low battery reset =',
        'MR label US 2008: up to 1.5 T, in force',
      ],
    ],
    [
      'prometra',
      [
        'empty alarm =',
        'dry pump =',
        'tones = none',
        'MR label US 2020-01: exactly 1.5 T, spatial gradient at most 20 T/m, in force',
        'MR label EU 2019-10: MR unsafe',
      ],
    ],
    [
      'siromedes',
      [
        'assumed effect of a field = none',
        'gas drive = n-butane',
        'empty alarm =',
        'dry pump =',
        'tones = none',
        'MR label EU 2021: up to 3 T',
      ],
    ],
  ])('%s: prints its assumptions besides constants', async (id, presumed) => {
    const { stdout } = await said('pump', 'show', id);
    const after = stdout.slice(stdout.indexOf('no source that was read gives them.')).trimEnd().split('\n').slice(1);
    expect(after).toEqual(presumed.map((text) => expect.stringContaining(text)));
  });

  test('without a name lists the products, each with its title', async () => {
    const { status, stdout } = await said('pump', 'show');
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect([status, rows]).toEqual([0, products.map(({ id, title }) => [id, title])]);
    const { stdout: json } = await said('pump', 'show', '--json');
    expect(JSON.parse(json)).toHaveLength(products.length);
  });

  test('--json prints the product as it is, and nothing else', async () => {
    const { stdout } = await said('pump', 'show', 'synchromed-ii-40', '--json');
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(productNamed('synchromed-ii-40'))));
  });

  test('an unknown product ends with status 2 and the nearest name', async () => {
    const { status, stdout, stderr } = await said('pump', 'show', 'sinchromed-ii-40');
    expect(stderr).toContain(
      '"sinchromed-ii-40"; allowed: synchromed-ii, synchromed-ii-40, synchromed-el, synchromed-el-18, prometra-ii, prometra-ii-40, prometra, siromedes, siromedes-40, or the path of a file such as ./mine.json.',
    );
    expect(stderr).toContain('Did you mean "synchromed-ii-40"?');
    expect([status, stdout]).toEqual([2, '']);
  });
});
