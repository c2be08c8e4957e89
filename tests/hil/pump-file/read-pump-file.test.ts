import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { synchromedII } from '../../../firmware-sim/products/synchromed-ii.ts';
import { readPumpFile } from '../../../hil/pump-file/read-pump-file.ts';
import { problemText } from '../../../hil/yaml/problem.ts';

const assumed = (value: unknown, unit: string) => ({ value, unit, provenance: { kind: 'assumed', why: 'a test' } });

function read(pump: object): Product {
  const result = readPumpFile(JSON.stringify(pump), 'mine.json');
  if (!result.ok) throw new Error(result.problems.map(problemText).join('\n'));
  return result.product;
}

function problems(pump: object | string): readonly string[] {
  const text = typeof pump === 'string' ? pump : JSON.stringify(pump);
  const result = readPumpFile(text, 'mine.json');
  return result.ok ? [] : result.problems.map(({ found, allowed }) => `${found}; ${allowed}`);
}

const like = (rest: object = {}) => ({ id: 'mine', title: 'Mine', like: 'synchromed-ii', ...rest });
const rollers = (quantities: object) => like({ drive: { kind: 'rollers', quantities } });

test('an empty text is reported as a missing pump, not a scenario', () => {
  expect(problems('')).toEqual(['an empty file; a pump']);
});

describe('a pump file', () => {
  test.each(products)('printed by pump show gives the product again: $id', (product) => {
    expect(read(product)).toEqual(product);
  });

  test('that is like a product names only the differences', () => {
    const pump = read(like({ quantities: { reservoirMl: assumed(25, 'mL') } }));
    expect(pump.quantities).toEqual({ ...synchromedII.quantities, reservoirMl: assumed(25, 'mL') });
    expect({ drive: pump.drive, stallLog: pump.stallLog, serviceLife: pump.serviceLife }).toEqual({
      drive: synchromedII.drive,
      stallLog: synchromedII.stallLog,
      serviceLife: synchromedII.serviceLife,
    });
  });

  test('may lack groups of the product that it is like', () => {
    const pump = read(like({ without: ['serviceLife', 'stallLog'] }));
    expect('serviceLife' in pump || 'stallLog' in pump).toBe(false);
    expect(pump.minimumRate).toEqual(synchromedII.minimumRate);
  });

  test('has the modes of its parent, less those of missing groups, or its own list', () => {
    expect(read(like()).modes).toEqual(synchromedII.modes);
    const without = read(like({ without: ['therapies', 'minimumRate'] })).modes;
    expect(without).toEqual(['simple continuous', 'priming bolus', 'bridge bolus']);
    expect(read(like({ modes: ['flex'] })).modes).toEqual(['flex']);
    expect(problems(like({ modes: ['flex'], without: ['therapies'] }))).toEqual([
      'flex without `therapies`; a mode whose constants are given',
    ]);
    expect(problems(like({ modes: ['flexible'] }))).toHaveLength(1);
    expect(
      problems(like({ therapies: { bolusMinutesMin: assumed(1440, 'min'), bolusMinutesMax: assumed(60, 'min') } })),
    ).toHaveLength(1);
  });

  test('may lack a battery, failures and alarms, or list its own alarms in full', () => {
    const pump = read(like({ without: ['serviceLife', 'battery', 'failures', 'complaints'] }));
    expect(Object.keys(pump).filter((key) => /serviceLife|battery|fail|compl/.test(key))).toEqual([]);
    const complaints = { alarms: ['low reservoir'], tones: 'unknown', log: ['motor stall'] };
    expect(read(like({ complaints })).complaints).toEqual(complaints);
    expect(read(like()).complaints).toEqual(synchromedII.complaints);
    expect(problems(like({ complaints: { ...complaints, alarms: ['high flow'] } }))[0]).toContain(
      '"high flow" for `alarms`',
    );
  });

  test('has derived values computed anew from its own constants', () => {
    const { drive } = read(rollers({ holdingTorqueUnm: assumed(25, 'uN m'), boreMm: assumed(0.7, 'mm') }));
    if (drive.kind !== 'rollers') throw new Error('no rollers');
    expect(drive.quantities.stallFieldMt.value).toBe(10);
    expect(drive.quantities.rollerZoneUl.value).toBeCloseTo((2 * Math.PI * 15 * Math.PI * 0.35 ** 2 - 30) / 2, 9);
  });

  test('stores the volume of its own catheter, and refuses another one', () => {
    const shorter = {
      catheter: { catheterCm: { value: 80, unit: 'cm', provenance: { kind: 'assumed', why: 'a child' } } },
    };
    const like = { id: 'short', title: 'Short', like: 'synchromed-ii', ...shorter };
    const read = readPumpFile(JSON.stringify(like), 'f.json');
    expect(read.ok && read.product.quantities.catheterMl.value).toBe(0.1765);
    const catheterMl = { value: 0.2, unit: 'mL', provenance: { kind: 'assumed', why: 'recalled' } };
    const other = readPumpFile(JSON.stringify({ ...like, quantities: { catheterMl } }), 'f.json');
    expect(other.ok ? [] : other.problems.map(problemText)).toEqual([
      expect.stringMatching(/0\.2 mL for `catheterMl`; allowed: 0\.1765 mL, by the group `catheter`/),
    ]);
  });

  test('may change the kind of drive, which it then defines in full', () => {
    const valves = {
      kind: 'valves',
      quantities: {
        meteringUl: assumed(1, 'uL'),
        openFieldMt: assumed(100, 'mT'),
        freeFlowMlPerMinute: assumed(1, 'mL/min'),
      },
    };
    expect(read(like({ drive: valves })).drive).toEqual(valves);
    expect(problems(like({ drive: { kind: 'valves', quantities: { meteringUl: assumed(1, 'uL') } } }))).toHaveLength(2);
  });

  test('with tabs and numbers in any notation of JSON is read', () => {
    const text = `{\n\t"id": "mine",\n\t"title": "Mine",\n\t"like": "synchromed-ii",\n\t"quantities": {\n\t\t"reservoirMl": ${JSON.stringify(assumed(0, 'mL')).replace('0', '2.5E+1')}\n\t}\n}`;
    const result = readPumpFile(text, 'mine.json');
    expect(result.ok && result.product.quantities.reservoirMl.value).toBe(25);
  });

  test('accepts a pump with three rollers, as the shipped example has', () => {
    const { drive, quantities } = read(JSON.parse(readFileSync('hil/pump-file/example.json', 'utf8')));
    expect(drive.kind === 'rollers' && drive.quantities.rollerCount.value).toBe(3);
    expect(quantities.reservoirMl.value).toBe(30);
  });
});

describe('an invalid pump is reported with the limits', () => {
  test.each<readonly [what: string, pump: object | string, problem: string]>([
    [
      'no name',
      { title: 'Mine', like: 'prometra' },
      'no `id`; a name: a small letter, then small letters, digits and hyphens; at most 60 in all',
    ],
    ['nothing to inherit', { id: 'mine', title: 'Mine' }, 'no `quantities`; this group, or `like` to inherit it'],
    [
      'an unknown product',
      { id: 'mine', title: 'Mine', like: 'synchromed' },
      `"synchromed" for \`like\`; ${products.map(({ id }) => id).join(', ')}`,
    ],
    ['an unknown key', like({ batery: 3 }), 'key "batery"; '],
    [
      'an unknown constant',
      like({ quantities: { reservoirML: assumed(3, 'mL') } }),
      'key "reservoirML"; `reservoirMl`',
    ],
    ['a wrong unit', like({ quantities: { reservoirMl: assumed(3, 'uL') } }), '"uL" for `unit` of `reservoirMl`; "mL"'],
    [
      'a negative volume',
      like({ quantities: { reservoirMl: assumed(-3, 'mL') } }),
      '"-3" for `value` of `reservoirMl`; a number from 0.5 to 100',
    ],
    [
      'a text',
      like({ quantities: { reservoirMl: assumed('3', 'mL') } }),
      '"3" for `value` of `reservoirMl`; a number from 0.5 to 100',
    ],
    [
      'nothing at all',
      like({ quantities: { reservoirMl: assumed(null, 'mL') } }),
      '"null" for `value` of `reservoirMl`; a number from 0.5 to 100',
    ],
    [
      'no whole roller',
      rollers({ rollerCount: assumed(2.5, 'rollers') }),
      '"2.5" for `value` of `rollerCount`; a whole number from 1 to 12',
    ],
    ['no provenance', like({ quantities: { reservoirMl: { value: 3, unit: 'mL' } } }), 'no `provenance`; '],
    [
      'another reason',
      like({ quantities: { reservoirMl: { value: 3, unit: 'mL', provenance: { kind: 'sourced', why: 'because' } } } }),
      'a mapping for `provenance` of `reservoirMl`; `source` and no other reason with kind sourced',
    ],
    [
      'more low than there is',
      like({ quantities: { lowReservoirMl: assumed(21, 'mL') } }),
      '21 for `lowReservoirMl`; at most 20 (reservoirMl)',
    ],
    ['a fraction of a nanolitre', rollers({ revolutionUl: assumed(30.0001, 'uL') }), '30.0001 uL; whole nanolitres'],
    [
      'more than the tube holds',
      rollers({ revolutionUl: assumed(40, 'uL') }),
      '40 uL a turn; at most the volume of the tube round the track, 31.2743 uL',
    ],
    [
      'half a motor turn',
      rollers({ stepsPerRevolutionCount: assumed(241, 'motor steps') }),
      '241 motor steps; an even number: two steps are one motor turn',
    ],
    [
      'a disturbance above the stall',
      rollers({ disturbFieldMt: assumed(5, 'mT') }),
      '5 for `disturbFieldMt`; at most 4 (holdingTorqueUnm / momentAm2, in mT)',
    ],
    [
      'an indicator above the capacity',
      like({ battery: { batteryMah: assumed(100, 'mAh') } }),
      '457.92 for `batteryEriMah`; at most 100 (batteryMah)',
    ],
    [
      'a rotor that sticks for longer than its span',
      like({ failures: { stickHours: assumed(0.5, 'h') } }),
      '60 for `stickMinutesMax`; at most 30 (60 stickHours)',
    ],
    [
      'more than all causes',
      like({ failures: { shortingRatio: assumed(0.5, '') } }),
      '1.11 for `shaftWearRatio`; at most 1 (with shortingRatio and gearCorrosionRatio)',
    ],
    [
      'what does not follow',
      rollers({ stallFieldMt: assumed(5, 'mT') }),
      '5 mT for `stallFieldMt`; 4 mT, derived from the others: T_h / m; no threshold of a real pump is published, sweep 1 to 50 mT',
    ],
    ['without and no like', { ...synchromedII, without: ['stallLog'] }, '`without` and no `like`; both or neither'],
    [
      'without and with',
      like({ without: ['stallLog'], stallLog: {} }),
      '`stallLog` in `without` and as a group; one of the two',
    ],
    ['another drive', like({ drive: { kind: 'screw' } }), 'no `kind` of drive; rollers, valves, throttle'],
    ['a list', '[]', '"[]"; a mapping with'],
    ['no JSON', '{"id": "mine", }', 'no `title`; a text on one line, 1 to 100 characters'],
    [
      'NaN',
      JSON.stringify(like({ quantities: { reservoirMl: assumed(0, 'mL') } })).replace(':0', ':NaN'),
      '"NaN" for `value` of `reservoirMl`; a number from 0.5 to 100',
    ],
    [
      'a key twice',
      '{"id": "mine", "id": "yours", "title": "Mine", "like": "prometra"}',
      'key "id" twice; each key once',
    ],
    [
      'a comma too many',
      '{"id": "mine", "title": "Mine", "like": "prometra",}',
      'a JSON error, Expected double-quoted property name; well-formed JSON',
    ],
  ])('%s', (_what, pump, problem) => {
    expect(problems(pump).find((one) => one.startsWith(problem))).toBeDefined();
  });

  test('with line and column, all problems at once, in the order of the text', () => {
    const text = `{\n "id": "mine",\n "title": "Mine", "like": "prometra",\n "quantities": { "residualMl": ${JSON.stringify(assumed(11, 'L'))} }\n}`;
    const result = readPumpFile(text, 'mine.json');
    expect(result.ok ? [] : result.problems.map(problemText)).toEqual([
      'mine.json:4:41: found "11" for `value` of `residualMl`; allowed: a number from 0 to 10',
      'mine.json:4:51: found "L" for `unit` of `residualMl`; allowed: "mL"; did you mean mL?',
    ]);
  });
});

describe('labels of MR safety in a pump file', () => {
  const own = { region: 'EU', from: '2024', allows: 'up to', fieldMt: 3000, source: 'a test' };
  const labelled = (label: object) => like({ mrLabels: { mainRegion: 'EU', labels: [label] } });

  test('are written in full, inherited in full, or lacking', () => {
    expect(read(labelled(own)).mrLabels).toEqual({ mainRegion: 'EU', labels: [own] });
    expect(read(like()).mrLabels).toEqual(synchromedII.mrLabels);
    expect(read(like({ without: ['mrLabels'] })).mrLabels).toBeUndefined();
  });

  test.each([
    [{ ...own, region: 'UK' }, '"UK" for `region`; US, EU'],
    [{ ...own, from: '2024-1' }, '"2024-1" for `from`; a year, or a year and a month, as in 2019 or 2019-10'],
    [{ ...own, fieldMt: 0 }, '"0" for `fieldMt`; a number above 0 and up to 20000'],
    [
      { ...own, allows: 'unsafe' },
      'a mapping for `labels`; `fieldMt` with "up to" and "exactly", no `fieldMt` with "unsafe"',
    ],
    [{ ...own, gradient: 1 }, 'key "gradient"; `region`, `from`, `allows`, `fieldMt`, `gradientTPerMMax`, `source`'],
  ])('%o is refused with the allowed values', (label, problem) => {
    expect(problems(labelled(label))).toEqual([problem]);
  });

  test('an empty list is refused', () => {
    expect(problems(like({ mrLabels: { mainRegion: 'EU', labels: [] } }))).toHaveLength(1);
  });
});
