import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import type { RefusedCheck } from '../scenario.ts';
import { ACCEPTANCE_EVENTS } from './event-memory.ts';
import type { Explained, Reason } from './explained.ts';

/** Explains a check that the pump refuses an entry. */
export function explainRefused({ check, finding, evidence, events }: Explained<RefusedCheck>): Reason {
  const { endUs } = evidence;
  const entries = evidence.signals.entryEvents.filter(({ name }) => name === check.entry);
  const atUs = entries[0]?.t ?? endUs;
  if (entries.length === 0) {
    return { atUs: endUs, seen: `The run ended at ${pumpTimeText(endUs)}, before the entry "${check.entry}".` };
  }
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
