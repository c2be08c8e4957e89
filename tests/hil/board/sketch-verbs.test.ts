import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';
import { rigVocabulary } from '../../../protocol/tables/rig-vocabulary.ts';

const read = (name: string): string => readFileSync(packagePath(`hil/sketch/${name}`), 'utf8');

/** The verb that opens a session has no case: it is taken before the others. */
const OPENING_VERB = 'HELLO';

test('the sketch has a case for each verb, or its README lists the verb as lacking', () => {
  const source = read('board.cpp') + read('endpoint.cpp');
  const lacking = Object.keys(rigVocabulary.verbs).filter(
    (verb) => verb !== OPENING_VERB && !source.includes(`case RL_VERB_${verb}:`),
  );
  const listed = /^Verbs that this board lacks: ([^.]*)\./m.exec(read('README.md'))?.[1];
  expect(listed).toBe(lacking.length === 0 ? 'none' : lacking.join(', '));
});
