import type { JSX } from 'preact';
import type { CheckView } from '../check-view.ts';
import { shownNumber, withSmallVolumes } from '../shown-number.ts';
import { CheckAssumptions, ExplanationRows } from './explanation-rows.tsx';
import { MarginBar } from './margin-bar.tsx';
import { classOf, VerdictBadge } from './verdict-badge.tsx';

/** Lists checks with verdict, sentence, value, limits and margin; an explanation stands in a row of its own. */
export function VerdictTable({ checks, caption }: { checks: readonly CheckView[]; caption: string }): JSX.Element {
  return (
    <table class="verdicts">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Verdict</th>
          <th scope="col">Check</th>
          <th scope="col">Value</th>
          <th scope="col">Limits and margin</th>
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <CheckRows key={check.name} check={check} />
        ))}
      </tbody>
    </table>
  );
}

function CheckRows({ check }: { check: CheckView }): JSX.Element {
  const { name, verdict, sentence, note, limits, requires, explanation, assumed, quarantine } = check;
  return (
    <>
      <tr class={classOf(verdict)}>
        <td>
          <VerdictBadge verdict={verdict} note={flagOf(check)} />
        </td>
        <td class="check">
          <b class="name">{name}</b>
          {sentence === null ? null : <p class="sentence">{withSmallVolumes(sentence)}</p>}
          {requires.length === 0 ? null : <p class="quiet">Covers {requires.join(', ')}</p>}
          {quarantine === null ? null : (
            <p class="quiet">
              Quarantine until {quarantine.until}: {quarantine.reason}
            </p>
          )}
          <CheckAssumptions assumed={assumed} />
        </td>
        <td class="value">
          {valueText(check)}
          {note === null ? null : <p class="quiet">{withSmallVolumes(note)}</p>}
        </td>
        <td class="limits">
          {withSmallVolumes(limits)}
          <MarginBar check={check} />
          <MarginText check={check} />
        </td>
      </tr>
      {explanation === null ? null : (
        <tr class="why">
          <td colSpan={4}>
            <ExplanationRows check={check} />
          </td>
        </tr>
      )}
    </>
  );
}

function flagOf({ reason, isMarginal, isUntriggered, quarantine }: CheckView): string | undefined {
  if (quarantine?.isExcused === true) return 'in quarantine';
  if (reason !== null) return `(${reason})`;
  if (isMarginal) return 'marginal';
  return isUntriggered ? 'not triggered' : undefined;
}

function valueText({ value, unit, margin }: CheckView): string {
  if (typeof value === 'number') return shownNumber(value, unit, margin);
  return value ?? 'nothing';
}

function MarginText({ check: { margin, marginS, unit } }: { check: CheckView }): JSX.Element | null {
  if (margin === null) return null;
  const inTime = marginS === null || unit === 's' ? '' : `; in time ${shownNumber(marginS, 's')}`;
  return (
    <p class="quiet">
      margin {shownNumber(margin, unit)}
      {inTime}
    </p>
  );
}
