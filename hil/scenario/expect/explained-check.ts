import { parseYaml } from '../../yaml/parse-yaml.ts';
import type { MapTree, Tree } from '../../yaml/tree.ts';
import type { Formula } from '../formula/formula.ts';
import { formulaClause } from '../formula/formula-sentence.ts';
import { formulaText } from '../formula/formula-text.ts';
import type { BuiltPattern } from '../patterns/asking.ts';
import { isOfMoments } from '../patterns/build-formula.ts';
import { writtenLines } from '../patterns/written-lines.ts';
import type { Check, Expectation, PatternCheck, Scenario } from '../scenario.ts';
import { marginInTime } from './margin-words.ts';
import { plainPattern } from './plain-pattern.ts';

/** A check in three notations: as written, as a sentence, and as a formula. `inTime` says what its margin in time is. */
export interface ExplainedCheck {
  readonly name: string;
  readonly written: readonly string[];
  readonly sentence: string;
  readonly formula: string;
  readonly inTime: string;
}

/** Returns all checks of a scenario in three notations, in order. */
export function explainedChecks(scenario: Scenario): readonly ExplainedCheck[] {
  const items = itemsOf(scenario.text);
  return scenario.expect.map((expectation, i): ExplainedCheck => {
    const { name, check } = expectation;
    const item = items[i];
    const written = check.kind === 'pattern' ? check.pattern.written : item?.kind === 'map' ? writtenLines(item) : [];
    return { name, written, ...statedCheck(expectation, scenario), inTime: marginInTime(expectation) };
  });
}

function itemsOf(text: string): readonly Tree[] {
  if (text === '') return [];
  const tree = parseYaml(text, () => {}) as MapTree | undefined;
  const list = tree?.entries.get('expect')?.value;
  return list?.kind === 'list' ? list.items : [];
}

/** Explains one check as a sentence and as a formula. */
export function statedCheck(
  expectation: Expectation,
  scenario: Scenario,
): Pick<ExplainedCheck, 'sentence' | 'formula'> {
  const { check, mayNeverHappen } = expectation;
  const pattern = check.kind === 'pattern' ? check.pattern : plainPattern(expectation, scenario);
  const never = mayNeverHappen === true ? ' The trigger may never occur.' : '';
  if (pattern === undefined) return ofNoFormula(check);
  return { sentence: `${sentenceOf(pattern)}${never}`, formula: formulaText(wholeFormula(pattern)) };
}

/** Returns the notations of a check that a formula judges. */
export function explainedPattern(expectation: Expectation & { readonly check: PatternCheck }): ExplainedCheck {
  const { name, check } = expectation;
  const { pattern } = check;
  const { written } = pattern;
  const formula = formulaText(wholeFormula(pattern));
  return { name, written, sentence: sentenceOf(pattern), formula, inTime: marginInTime(expectation) };
}

/** Returns a pattern as one formula that has to be true at the start of the run. */
function wholeFormula({ trigger, response }: BuiltPattern): Formula {
  if (trigger === undefined) return response;
  return { kind: 'always', of: { kind: 'implies', left: trigger, right: response } };
}

function sentenceOf({ trigger, isScope, response, ended }: BuiltPattern): string {
  const clause = formulaClause(response).replace(
    'at all times from then on',
    trigger === undefined ? 'at all times' : 'from then on',
  );
  const asked = trigger === undefined ? clause : `${askedWords(trigger, isScope)} ${formulaClause(trigger)}, ${clause}`;
  const end = ended === undefined ? '' : ' An occurrence that `unless` ends before is not decided.';
  return `${asked.charAt(0).toUpperCase()}${asked.slice(1)}.${end}`;
}

/** Returns how a trigger asks: at each of its moments, in all moments of a part of the run, or of a condition. */
function askedWords(trigger: Formula, isScope: boolean | undefined): string {
  if (isOfMoments(trigger)) return 'whenever';
  return isScope === true ? 'while' : 'at each moment at which';
}

function ofNoFormula(check: Check): Pick<ExplainedCheck, 'sentence' | 'formula'> {
  switch (check.kind) {
    case 'outcome':
      return {
        sentence: `The rotor's motion in "${check.study}" is a ${check.is}.`,
        formula: `outcome("${check.study}") is ${check.is}`,
      };
    case 'reading':
      return {
        sentence: `The films of "${check.study}" are read as ${check.is}.`,
        formula: `reading("${check.study}") is ${check.is}`,
      };
    case 'films fit':
      return {
        sentence: `The films of "${check.study}" fit a turn of ${check.angleDeg} deg.`,
        formula: `films("${check.study}") fit ${check.angleDeg} deg`,
      };
    case 'accepted':
      return { sentence: `The pump accepts "${check.entry}".`, formula: `accepted("${check.entry}")` };
    case 'refused':
      return {
        sentence: `The pump refuses "${check.entry}" by ${check.by}.`,
        formula: `refused("${check.entry}") is ${check.by}`,
      };
    default:
      throw new Error(`check of kind ${check.kind} has a formula`);
  }
}
