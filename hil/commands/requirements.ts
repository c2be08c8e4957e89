import { HilError } from '../base/hil-error.ts';
import { lastVerdictsFrom } from '../requirements/last-verdicts.ts';
import { type Matrix, matrixOf } from '../requirements/matrix.ts';
import { matrixMarkdown, matrixText, type Paint } from '../requirements/matrix-text.ts';
import { requirementsFromFile, shippedRequirements } from '../requirements/requirement-file.ts';
import { strayIds } from '../requirements/stray-ids.ts';
import { scenariosNamed, spelledOut } from '../scenario/library.ts';
import { problemText } from '../yaml/problem.ts';
import { outColour } from './colour.ts';
import { printError, printOut } from './print-line.ts';

const INVALID_STATUS = 2;
const HANG_COLUMNS = 6;

interface RequirementsOptions {
  readonly requirements?: string;
  readonly results?: string;
  readonly json: boolean;
  readonly markdown: boolean;
}

/**
 * Prints each requirement with the checks that cover it. With results it prints their last verdicts too. Returns the
 * exit status: 2 if a scenario names an id that the set lacks.
 */
export function requirements(names: readonly string[], options: RequirementsOptions): number {
  if (options.json && options.markdown)
    throw new HilError('OPTIONS_CLASH', 'usage', '`--json` and `--markdown` together; allowed: one of the two.');
  const set = options.requirements === undefined ? shippedRequirements() : requirementsFromFile(options.requirements);
  const last = options.results === undefined ? undefined : lastVerdictsFrom(options.results);
  const scenarios = [...new Set(spelledOut(names.length === 0 ? ['all'] : names))].flatMap((name) =>
    scenariosNamed(name),
  );
  print(matrixOf(set, scenarios, last), options);
  const strays = scenarios.flatMap((scenario) => strayIds(scenario, set));
  for (const stray of strays) printError(problemText(stray));
  return strays.length === 0 ? 0 : INVALID_STATUS;
}

function print(matrix: Matrix, { json, markdown, results }: RequirementsOptions): void {
  if (json) process.stdout.write(`${JSON.stringify(jsonOf(matrix))}\n`);
  else if (markdown) process.stdout.write(matrixMarkdown(matrix, results !== undefined));
  else printOut(matrixText(matrix, results !== undefined, paint), HANG_COLUMNS);
}

const JSON_SCHEMA = 'rollerloop/requirements/1';

/** Returns the object that `--json` prints. */
function jsonOf({ set, rows, totals, strays }: Matrix): object {
  return {
    schema: JSON_SCHEMA,
    set: set.set,
    title: set.title,
    source: set.source,
    totals,
    requirements: rows.map(({ requirement: { isApplicable, ...rest }, status, verdict, checks }) => ({
      ...rest,
      applicable: isApplicable,
      status,
      scenarios: [...new Set(checks.map(({ scenario }) => scenario))],
      checks,
      verdict,
    })),
    idsOfOtherSets: strays,
  };
}

const colours: Readonly<Record<string, (text: string) => string>> = {
  pass: outColour.green,
  covered: outColour.green,
  fail: outColour.red,
  'not decided': outColour.yellow,
  'never triggered': outColour.yellow,
  'not covered': outColour.yellow,
  note: outColour.dim,
};

const paint: Paint = (word, text = word) => (colours[word] ?? outColour.dim)(text);
