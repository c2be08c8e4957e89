import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';
import { patchedText } from '../../../hil/mutants/build/patched-text.ts';
import { drawn, mutantsFor, withIds } from '../../../hil/mutants/catalogue.ts';
import { idleChecks } from '../../../hil/mutants/data/idle-checks.ts';
import { scenarioCosts } from '../../../hil/mutants/data/scenario-costs.ts';
import { cheapestFirst, checksFor, scenariosFor } from '../../../hil/mutants/run/scenario-order.ts';
import { namesForModel, scenarioNames, scenariosNamed } from '../../../hil/scenario/library.ts';

const all = mutantsFor('all');
const ids = all.map(({ mutant }) => mutant.id);

describe('the mutants', () => {
  test.each(all)('the old text of $mutant.id occurs once in its file', ({ mutant }) => {
    const source = readFileSync(packagePath(mutant.file), 'utf8');
    expect(patchedText(source, mutant)).not.toBe(source);
    expect(patchedText(source, mutant)).toContain(mutant.to);
  });

  test('have ids of their own, and are as many as the README of the folder promises', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(mutantsFor('model').length).toBeGreaterThanOrEqual(30);
    expect(mutantsFor('sketch').length).toBeGreaterThanOrEqual(15);
    expect(mutantsFor('reference').length).toBeGreaterThanOrEqual(30);
  });

  test('at most one in ten of each firmware may survive all scenarios', () => {
    for (const firmware of ['model', 'sketch', 'reference']) {
      const listed = mutantsFor(firmware);
      const survivors = listed.filter(({ mutant }) => (mutant.survives ?? mutant.onlyRigCheck) !== undefined);
      expect(survivors.length / listed.length).toBeLessThanOrEqual(0.1);
    }
  });

  test('of the sketch run with a hand magnet, and then by checks of the emulated rigs', () => {
    expect(scenariosFor('sketch')).toEqual([...cheapestFirst('sketch'), 'mri-by-hand']);
    expect(checksFor('sketch')).toContain('rig check emulated:servo');
    expect([scenariosFor('model'), checksFor('model')]).toEqual([cheapestFirst('model'), []]);
  });

  test('a text that occurs twice or not at all is refused with its mutant and file', () => {
    const mutant = { id: 'some', says: '', file: 'a.ts', from: 'x', to: 'y' };
    expect(patchedText('axb', mutant)).toBe('ayb');
    expect(() => patchedText('axbx', mutant)).toThrow('"some" occurs 2 times in a.ts; allowed: exactly once.');
    expect(() => patchedText('ab', mutant)).toThrow('"some" occurs 0 times in a.ts');
  });
});

describe('choosing mutants', () => {
  test('ids choose in the order of the list, and no id chooses all', () => {
    expect(withIds(all, [ids[3] as string, ids[1] as string]).map(({ mutant }) => mutant.id)).toEqual([ids[1], ids[3]]);
    expect(withIds(all, [])).toBe(all);
  });

  test('an unknown id or firmware is refused with the nearest name', () => {
    expect(() => withIds(all, ['stall-alarm-maskd'])).toThrow('Did you mean "stall-alarm-masked"?');
    expect(() => mutantsFor('sketsch')).toThrow('Unknown firmware "sketsch"; allowed: model, sketch, reference, all.');
  });

  test('the same commit draws the same mutants, and another commit others', () => {
    const of = (commit: string): readonly string[] => drawn(all, 10, commit).map(({ mutant }) => mutant.id);
    expect(of('a1b2')).toEqual(of('a1b2'));
    expect(of('a1b2')).not.toEqual(of('a1b3'));
    expect(new Set(of('a1b2')).size).toBe(10);
    expect(drawn(all, 1000, 'a1b2')).toEqual(all);
  });
});

describe('the order of scenarios', () => {
  test('the cheapest comes first, and one that needs a magnet in a hand never', () => {
    const order = cheapestFirst('model');
    const costs = order.map((name) => scenarioCosts[name]?.modelMs ?? Number.POSITIVE_INFINITY);
    expect(costs).toEqual([...costs].sort((a, b) => (a === b ? 0 : a - b)));
    expect(order).not.toContain('mri-by-hand');
    expect(order).toHaveLength(namesForModel().length - 1);
    expect(order).not.toContain('power-fails-while-programming');
    expect(cheapestFirst('reference')).toContain('power-fails-while-programming');
  });

  test('every recorded cost belongs to a shipped scenario', () => {
    expect(Object.keys(scenarioCosts).filter((name) => !scenarioNames().includes(name))).toEqual([]);
  });
});

describe('the reasons of checks that kill no mutant', () => {
  test('name checks of the library, each once', () => {
    const named = idleChecks.flatMap(({ checks }) =>
      Object.entries(checks).flatMap(([scenario, names]) => names.map((name) => ({ scenario, name }))),
    );
    const unknown = named.filter(
      ({ scenario, name }) =>
        !scenariosNamed(scenario).some(({ expect: all }) => all.some((check) => check.name === name)),
    );
    expect(unknown).toEqual([]);
    expect(new Set(named.map(({ scenario, name }) => `${scenario}: ${name}`)).size).toBe(named.length);
  });
});
