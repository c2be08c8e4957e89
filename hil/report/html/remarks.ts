import { lagWords } from '../../rigs/sensed-lag.ts';
import { verdicts } from '../../scenario/checks/verdict.ts';
import { beyondText, type MrLabelReport } from '../../scenario/mr-label-report.ts';
import type { LawFlip, LawSubject, RunResult, Sensitivity, Sweep } from '../../scenario/run-result.ts';
import type { SensedRun } from '../../scenario/sensed-run.ts';

/** Returns what else a reader must know: MR label, sensed field, and verdicts under other laws and values. */
export function remarksOf(
  { mrLabel, sensed }: RunResult,
  { flips, lawsTried, sweeps }: Sensitivity,
  lawsNotTried: readonly LawSubject[] = [],
): readonly string[] {
  const idle = lawsTried.filter((subject) => flips.every(({ of }) => of !== subject));
  return [
    ...(mrLabel === undefined ? [] : labelRemarks(mrLabel)),
    ...(sensed === undefined ? [] : sensedRemarks(sensed)),
    ...lawRemarks(flips),
    ...(idle.length === 0 ? [] : [`No verdict changes under another law of ${idle.join(' or ')}.`]),
    ...(lawsNotTried.length === 0
      ? []
      : [
          `Another law of ${lawsNotTried.join(' or ')} may change a verdict. It was not tried, since that needs a new run.`,
        ]),
    ...sweeps.flatMap(sweepRemarks),
  ];
}

function labelRemarks(report: MrLabelReport): readonly string[] {
  const { label, says, beyond } = report;
  const source = label === null ? '' : ` (${label.source})`;
  return [
    `MR label: ${says}${source}.`,
    ...(beyond.length === 0 ? [] : [`Beyond the MR label: ${beyondText(report)}.`]),
  ];
}

function sensedRemarks({ scaleRatio, hand, time }: SensedRun): readonly string[] {
  const lag = time === undefined ? undefined : lagWords(time);
  return [
    `The field comes from the rig's own sensor, times ${scaleRatio}; the hand: ${hand}.`,
    ...(lag === undefined ? [] : [`Slow line: ${lag}.`]),
  ];
}

/** No law of detection, recovery or restart is published, so each verdict that another one changes is named. */
function lawRemarks(flips: readonly LawFlip[]): readonly string[] {
  const turned = grouped(flips, ({ of, law, verdict }) => `Under the ${of} law "${law}" the verdict is ${verdict}`);
  return [...turned].map(([head, names]) => `${head} for ${names.join(', ')}.`);
}

function sweepRemarks({ quantity, unit, between, flips }: Sweep): readonly string[] {
  const band = `${between.join(' to ')} ${unit}`;
  if (flips.length === 0) return [`No verdict changes with ${quantity} from ${band}.`];
  const names = [...new Set(flips.map(({ measurement }) => measurement))];
  return names.flatMap((name) =>
    verdicts.flatMap((verdict) => {
      const turned = flips.filter((flip) => flip.measurement === name && flip.verdict === verdict);
      const values = turned.map(({ value }) => Number(value.toPrecision(2))).join(', ');
      const text = `With ${quantity} = ${values} ${unit} (band ${band}) the verdict is ${verdict} for "${name}".`;
      return turned.length === 0 ? [] : [text];
    }),
  );
}

function grouped(flips: readonly LawFlip[], headOf: (flip: LawFlip) => string): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const flip of flips) groups.set(headOf(flip), [...(groups.get(headOf(flip)) ?? []), `"${flip.measurement}"`]);
  return groups;
}
