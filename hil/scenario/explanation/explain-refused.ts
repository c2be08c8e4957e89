import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import type { AcceptedCheck, RefusedCheck } from '../scenario.ts';
import { ACCEPTANCE_EVENTS } from './event-memory.ts';
import type { Explained, Reason } from './explained.ts';

/** Explains a check that the pump refuses an entry. */
export function explainRefused({ check, finding, evidence, events }: Explained<RefusedCheck>): Reason {
  const { entries, atUs } = answerTo(check, evidence);
  if (entries.length === 0) return endedBefore(check, evidence);
  const refusal = entries.find(({ e }) => e === 'bench.refusal');
  const deciding = { text: `refused: ${check.by}`, fromUs: atUs, toUs: atUs };
  if (refusal === undefined) {
    const next = events.after(new Set(ACCEPTANCE_EVENTS), atUs - 1, 1)[0];
    const then = next === undefined ? '' : ` Then came ${next.text} at ${pumpTimeText(next.atUs)}.`;
    return { atUs, deciding, seen: `The pump accepted the entry "${check.entry}" at ${pumpTimeText(atUs)}.${then}` };
  }
  return {
    atUs,
    deciding,
    seen: `The pump refused the entry "${check.entry}" at ${pumpTimeText(atUs)} for another reason: ${String(refusal.says ?? finding.note ?? '')}`,
    wouldPass: `\`refused: ${String(refusal.field)}\` or \`refused: ${String(refusal.why)}\``,
  };
}

/** Explains a check that the pump accepts an entry. */
export function explainAccepted({ check, finding, evidence }: Explained<AcceptedCheck>): Reason {
  const { entries, atUs } = answerTo(check, evidence);
  if (entries.length === 0) return endedBefore(check, evidence);
  const refusal = entries.find(({ e }) => e === 'bench.refusal');
  return {
    atUs,
    deciding: { text: 'accepted', fromUs: atUs, toUs: atUs },
    seen: `The pump refused the entry "${check.entry}" at ${pumpTimeText(atUs)}: ${String(refusal?.says ?? finding.note ?? '')}.`,
    wouldPass: `\`refused: ${String(refusal?.field)}\` or \`refused: ${String(refusal?.why)}\`, if the pump has to refuse it`,
  };
}

/** Returns the records of an entry, and its time; the end of the run if it was not reached. */
function answerTo({ entry }: { readonly entry: string }, { signals, endUs }: Explained['evidence']) {
  const entries = signals.entryEvents.filter(({ name }) => name === entry);
  return { entries, atUs: entries[0]?.t ?? endUs };
}

function endedBefore({ entry }: { readonly entry: string }, { endUs }: Explained['evidence']): Reason {
  return { atUs: endUs, seen: `The run ended at ${pumpTimeText(endUs)}, before the entry "${entry}".` };
}
