import { expect, test } from 'vitest';
import { exitStatusOf, HilError } from '../../../hil/base/hil-error.ts';

test('each fault has its exit status', () => {
  const statuses = (['pump', 'firmware', 'usage', 'rig', 'link', 'bench'] as const).map(exitStatusOf);
  expect(statuses).toEqual([1, 1, 2, 3, 3, 5]);
});

test('an error carries exit status, place and advice', () => {
  const cause = new Error('below');
  const error = new HilError('PORT_BUSY', 'link', 'Busy.', { lastLines: ['>a', '<b'], hint: 'Wait.', cause });
  expect(error).toMatchObject({ code: 'PORT_BUSY', fault: 'link', lastLines: ['>a', '<b'], hint: 'Wait.', cause });
  expect(new HilError('X', 'bench', 'Y.')).toMatchObject({ lastLines: [], hint: undefined });
});
