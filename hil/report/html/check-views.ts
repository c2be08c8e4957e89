import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { Measurement } from '../../scenario/checks/measurement.ts';
import { statedCheck } from '../../scenario/expect/explained-check.ts';
import { windowText } from '../../scenario/explanation/explanation-lines.ts';
import type { QuarantineMark } from '../../scenario/outcome.ts';
import { signalsChecked } from '../../scenario/patterns/names-checked.ts';
import type { Expectation, Scenario } from '../../scenario/scenario.ts';
import type { CheckView, ExplanationView, VerdictSpan } from '../../viewer/check-view.ts';
import type { LaneView } from '../../viewer/lane-view.ts';

interface CheckSources {
  readonly scenario: Scenario;
  readonly lanes: readonly LaneView[];
  readonly quarantined: readonly QuarantineMark[];
}

/** Returns a measurement with all that explains it. `expectation` is absent if the scenario does not tell it. */
export function checkViewOf(
  measured: Measurement,
  expectation: Expectation | undefined,
  { scenario, lanes, quarantined }: CheckSources,
): CheckView {
  const { name, verdict, value, unit, limits, margin, note, requires, place, assumed = [] } = measured;
  const mark = quarantined.find(({ check }) => check === name);
  return {
    name,
    verdict,
    reason: measured.reason ?? null,
    isMarginal: measured.isMarginal === true,
    isUntriggered: measured.isUntriggered === true,
    value,
    unit,
    limits,
    bounds: boundsOf(measured, expectation),
    margin,
    marginS: measured.marginS ?? null,
    sentence: expectation === undefined ? null : statedCheck(expectation, scenario).sentence,
    note: note ?? null,
    requires,
    place,
    assumed,
    explanation: explanationView(measured),
    quarantine: mark === undefined ? null : { until: mark.until, reason: mark.reason, isExcused: mark.isExcused },
    laneIds: expectation === undefined ? [] : laneIdsOf(expectation, lanes),
    alongTime: spansOf(measured),
    deciding: decidingOf(measured),
  };
}

/** Returns the limits as numbers: those of the check, or the time in which an event has to come. */
function boundsOf({ value, unit, margin }: Measurement, expectation: Expectation | undefined): CheckView['bounds'] {
  if (typeof value !== 'number' || expectation === undefined) return null;
  const { check } = expectation;
  if ('bounds' in check) return { atLeast: check.bounds.atLeast ?? null, atMost: check.bounds.atMost ?? null };
  if (check.kind === 'see') return margin === null ? null : { atLeast: null, atMost: value + margin };
  if (check.kind !== 'pattern' || check.pattern.timed === undefined || unit !== 's') return null;
  const limitS = check.pattern.timed.withinUs / US_PER_SECOND;
  const isUpper = margin === null || margin >= 0 === value <= limitS;
  return isUpper ? { atLeast: null, atMost: limitS } : { atLeast: limitS, atMost: null };
}

function explanationView({ explanation }: Measurement): ExplanationView | null {
  if (explanation === undefined) return null;
  const { window, deciding, before, after, seen, wouldPass } = explanation;
  return {
    window: window === undefined ? null : windowText(window),
    decidedBy: deciding === undefined ? null : `${deciding.text}, ${windowText(deciding)}`,
    seen,
    before,
    after,
    wouldPass: wouldPass ?? null,
  };
}

function laneIdsOf({ check }: Expectation, lanes: readonly LaneView[]): readonly string[] {
  const names = new Set(signalsChecked(check));
  return lanes.filter(({ signals }) => signals.some(({ name }) => names.has(name))).map(({ id }) => id);
}

function decidingOf({ explanation, deciding }: Measurement): CheckView['deciding'] {
  const found = explanation?.deciding ?? deciding;
  return found === undefined ? null : { fromUs: found.fromUs, toUs: found.toUs };
}

/** Returns where a check looked, with its verdict; nothing if the whole run is meant. */
function spansOf({ verdict, explanation, deciding }: Measurement): readonly VerdictSpan[] {
  const window = explanation?.window ?? deciding?.occurrence;
  if (window === undefined || window.toUs === null || window.toUs <= window.fromUs) return [];
  return [{ fromUs: window.fromUs, toUs: window.toUs, verdict }];
}
