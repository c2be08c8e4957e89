import { HilError } from '../base/hil-error.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { valueText } from './trace-problem.ts';

/** Parts of a scenario that decide the course of a run. Name, sentence, tags and expectations do not affect it. */
type Course = Pick<Scenario, 'pump' | 'ownProduct' | 'fieldFrom' | 'rigSlip' | 'timeline' | 'runAtMostUs' | 'endsAtUs'>;

/** Keys that hold the place of a part in its file. Moving a part does not change the run. */
const PLACES: readonly string[] = ['place'];

/**
 * Refuses a scenario whose course differs from the course of the run. A trace can answer other expectations, but not
 * for other inputs. Throws `HilError` TRACE_OTHER_COURSE (usage) that names the first difference.
 */
export function mustHaveSameCourse(traced: Course, other: Scenario, path: string): void {
  const difference =
    differenceOf(plain(traced.pump), plain(other.pump), 'pump') ??
    differenceOf(plain(traced.ownProduct), plain(other.ownProduct), 'the pump file') ??
    differenceOf(plain(traced.fieldFrom), plain(other.fieldFrom), 'field from') ??
    differenceOf(plain(traced.rigSlip), plain(other.rigSlip), 'rig slip') ??
    timelineDifference(traced.timeline, other.timeline) ??
    differenceOf(traced.runAtMostUs, other.runAtMostUs, 'run at most') ??
    differenceOf(traced.endsAtUs, other.endsAtUs, 'ends at');
  if (difference === undefined) return;
  const [where, was, is] = difference;
  const message = `${other.file} differs from ${path}: ${where} is ${valueText(is)}, in the trace ${valueText(was)}; allowed: a change of \`expect\` alone.`;
  throw new HilError('TRACE_OTHER_COURSE', 'usage', message);
}

type Difference = readonly [where: string, traced: unknown, other: unknown];

function timelineDifference(traced: Course['timeline'], other: Course['timeline']): Difference | undefined {
  for (let i = 0; i < Math.max(traced.length, other.length); i += 1) {
    const [was, is] = [traced[i], other[i]];
    if (was?.name !== is?.name) return [`entry ${i + 1} of the timeline`, was?.name, is?.name];
    const difference = differenceOf(plain(was), plain(is), `timeline: ${valueText(was?.name)}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** Returns the first difference of two JSON values, depth first, in the order of their keys. */
function differenceOf(was: unknown, is: unknown, where: string): Difference | undefined {
  if (Object.is(was, is)) return undefined;
  if (!hasParts(was) || !hasParts(is)) return [where, was, is];
  for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (PLACES.includes(key)) continue;
    const difference = differenceOf(was[key], is[key], `${where}, ${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** Returns a value as a trace header keeps it, without the keys that JSON leaves out. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function hasParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
