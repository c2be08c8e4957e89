import { counted } from '../base/counted.ts';
import { HilError } from '../base/hil-error.ts';
import { refuseClashes } from '../files/output-clash.ts';
import { writeOutput } from '../files/output-file.ts';
import { matrixPage } from '../report/html/report-pages.ts';
import { lastVerdictsFrom, resultsFileOf } from '../requirements/last-verdicts.ts';
import { type Matrix, matrixOf } from '../requirements/matrix.ts';
import { matrixMarkdown, matrixText, type Paint, totalsText } from '../requirements/matrix-text.ts';
import { matrixViewOf } from '../requirements/matrix-view-of.ts';
import { requirementsFromFile, shippedRequirements } from '../requirements/requirement-file.ts';
import { strayIds } from '../requirements/stray-ids.ts';
import { scenarioFile, scenariosNamed, spelledOut } from '../scenario/library.ts';
import { problemText } from '../yaml/problem.ts';
import { outColour } from './colour.ts';
import { printError, printOut } from './print-line.ts';

const OPEN_STATUS = 1;
const INVALID_STATUS = 2;
const HANG_COLUMNS = 6;

interface RequirementsOptions {
  readonly requirements?: string;
  /** Results of earlier runs; empty without them. */
  readonly results: readonly string[];
  /** True to end with 1 while a requirement that applies is open. */
  readonly strict: boolean;
  readonly json: boolean;
  readonly markdown: boolean;
  /** File of the matrix as a page. */
  readonly html?: string;
}

/**
 * Prints each requirement with the checks that cover it. With results it prints their last verdicts too. Returns the
 * exit status: 2 if a scenario names an id that the set lacks, 1 if a strict call finds an open requirement.
 */
export async function requirements(names: readonly string[], options: RequirementsOptions): Promise<number> {
  refuseTwoForms(options);
  const set = options.requirements === undefined ? shippedRequirements() : requirementsFromFile(options.requirements);
  const last = options.results.length === 0 ? undefined : lastVerdictsFrom(options.results);
  const asked = [...new Set(spelledOut(names.length === 0 ? ['all'] : names))];
  const scenarios = asked.flatMap((name) => scenariosNamed(name));
  const matrix = matrixOf(set, scenarios, last);
  if (options.html === undefined) print(matrix, options);
  else await writePage(options.html, matrix, options, asked);
  const strays = scenarios.flatMap((scenario) => strayIds(scenario, set));
  for (const stray of strays) printError(problemText(stray));
  if (strays.length > 0) return INVALID_STATUS;
  if (!options.strict) return 0;
  const open = openIds(matrix, last !== undefined);
  if (open.length > 0) printError(`${counted(open.length, 'requirement')} open: ${open.join(', ')}.`);
  return open.length === 0 ? 0 : OPEN_STATUS;
}

/** Returns the ids that apply and have neither a check nor a reason; with results also those that did not pass. */
function openIds({ rows }: Matrix, hasResults: boolean): readonly string[] {
  return rows
    .filter(({ requirement, status, verdict }) =>
      status === 'covered'
        ? hasResults && verdict !== 'pass'
        : status === 'not covered' && requirement.uncovered === undefined,
    )
    .map(({ requirement }) => requirement.id);
}

function refuseTwoForms({ json, markdown, html }: RequirementsOptions): void {
  const chosen = [
    ...(json ? ['`--json`'] : []),
    ...(markdown ? ['`--markdown`'] : []),
    ...(html === undefined ? [] : ['`--html`']),
  ];
  if (chosen.length < 2) return;
  const allowed = chosen.length === 2 ? 'one of the two' : 'one of the three';
  throw new HilError('OPTIONS_CLASH', 'usage', `${chosen.join(' and ')} together; allowed: ${allowed}.`);
}

/** Writes the matrix as a page. It must not replace a file that was read for it. */
async function writePage(
  path: string,
  matrix: Matrix,
  { requirements: set, results }: RequirementsOptions,
  names: readonly string[],
): Promise<void> {
  const inputs = [
    ...names.map((name) => ({ name: `the scenario ${name}`, path: scenarioFile(name) })),
    ...(set === undefined ? [] : [{ name: `--requirements ${set}`, path: set }]),
    ...results.map((one) => ({ name: `--results ${one}`, path: resultsFileOf(one) })),
  ];
  refuseClashes(inputs, [{ name: `--html ${path}`, path }]);
  const text = await matrixPage(matrixViewOf(matrix, results.length > 0));
  writeOutput(path, { option: '--html', code: 'HTML_UNWRITABLE' }, text);
  printOut(`${path}: ${totalsText(matrix.totals, results.length > 0)}`);
}

function print(matrix: Matrix, { json, markdown, results }: RequirementsOptions): void {
  if (json) process.stdout.write(`${JSON.stringify(jsonOf(matrix))}\n`);
  else if (markdown) process.stdout.write(matrixMarkdown(matrix, results.length > 0));
  else printOut(matrixText(matrix, results.length > 0, paint), HANG_COLUMNS);
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
