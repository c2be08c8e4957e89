import { describe, expect, test } from 'vitest';
import { matrixOf } from '../../../hil/requirements/matrix.ts';
import { shippedRequirements } from '../../../hil/requirements/requirement-file.ts';
import { shippedScenarios } from '../../../hil/scenario/library.ts';
import { coveredIds } from './covered-ids.ts';

/** Number of requirements that the shipped scenarios promise to cover. */
const COVERED_COUNT_MIN = 74;

describe('the shipped scenarios', () => {
  const matrix = matrixOf(shippedRequirements(), shippedScenarios());
  const covered = matrix.rows.filter(({ status }) => status === 'covered').map(({ requirement }) => requirement.id);

  test('cover each requirement that they are known to cover', () => {
    expect(covered).toEqual(coveredIds);
    expect(covered.length).toBeGreaterThanOrEqual(COVERED_COUNT_MIN);
    expect(matrix.totals.coveredCount).toBe(covered.length);
  });

  test('name no requirement that the set lacks, and none that does not apply', () => {
    expect(matrix.strays).toEqual([]);
    expect(matrix.rows.filter(({ status, checks }) => status === 'not applicable' && checks.length > 0)).toEqual([]);
  });

  test('leave a requirement uncovered only with a reason, and never both', () => {
    const wrong = matrix.rows.filter(
      ({ status, requirement }) => (status === 'not covered') !== (requirement.uncovered !== undefined),
    );
    expect(wrong.map(({ requirement }) => requirement.id)).toEqual([]);
  });

  test('have tags', () => {
    expect(shippedScenarios().filter(({ tags }) => tags.length === 0)).toEqual([]);
  });
});
