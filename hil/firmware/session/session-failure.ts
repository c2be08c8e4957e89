import type { LinkResult, OpenResult } from '../../../protocol/host/link.ts';
import type { LinkCounters } from '../../../protocol/host/link-result.ts';
import type { TelemetryVocabulary } from '../../../protocol/tables/telemetry-vocabulary.ts';
import { HilError } from '../../base/hil-error.ts';

type FailedOpening = Extract<OpenResult<TelemetryVocabulary>, { readonly ok: false }>;
type FailedRequest = Extract<LinkResult<unknown, unknown>, { readonly ok: false }>;

/** What is known of a line at a failure. */
export interface LineState {
  readonly lastLines: readonly string[];
  readonly counters: LinkCounters;
  /** Place of a program on its chip; undefined without a chip. */
  readonly place?: string | undefined;
}

/** Returns the failure of a firmware with which the bench could not open a session. */
export function openingFailure(name: string, result: FailedOpening, state: LineState): HilError {
  const fail = (code: string, message: string): HilError =>
    new HilError(code, 'firmware', `The firmware "${name}" ${message}${soundness(state)}`, {
      lastLines: state.lastLines,
    });
  switch (result.why) {
    case 'silent':
      if (result.heard !== '')
        return fail('FIRMWARE_BABBLES', `sends bytes, but no line of telemetry: ${result.heard}${placed(state)}`);
      return fail(
        'FIRMWARE_SILENT',
        `is silent: no banner within 2.5 s of its power-up, and no reply to STAT.${placed(state)}`,
      );
    case 'version':
      return fail('FIRMWARE_VERSION', `speaks protocol version ${result.theirs}; allowed: ${result.ours}.`);
    case 'table':
      return fail('FIRMWARE_TABLE', `has the vocabulary table ${result.theirs}; allowed: ${result.ours}.`);
    case 'refused':
      return fail('FIRMWARE_NO_SESSION', `refused HELLO with ${result.error}.`);
    case 'no answer':
      return fail(
        'FIRMWARE_NO_ANSWER',
        `sent a banner, but no reply to HELLO (${result.tries} tries).${placed(state)}`,
      );
    default:
      return fail('FIRMWARE_CLOSED', 'was closed while its session was opened.');
  }
}

/** Returns the failure of a firmware that gave no usable reply to a request. */
export function requestFailure(name: string, verb: string, result: FailedRequest, state: LineState): HilError {
  const fail = (code: string, message: string): HilError =>
    new HilError(code, 'firmware', `The firmware "${name}" ${message}${soundness(state)}`, {
      lastLines: state.lastLines,
    });
  switch (result.why) {
    case 'refused': {
      const fields = Object.entries(result.fields).map(([field, value]) => ` ${field}=${value}`);
      return fail('FIRMWARE_REFUSED', `refused ${verb} with ${result.error}${fields.join('')}.`);
    }
    case 'no answer':
      return fail(
        'FIRMWARE_NO_ANSWER',
        `did not answer ${verb}, which was sent ${result.tries} times within 2 s.${placed(state)}`,
      );
    case 'restarted':
      return fail('FIRMWARE_RESTARTED', `restarted by itself before it answered ${verb}.`);
    default:
      return fail('FIRMWARE_CLOSED', `was closed before it answered ${verb}.`);
  }
}

/** Says where a program on a chip is. */
function placed({ place }: LineState): string {
  return place === undefined ? '' : ` Its chip is ${place}.`;
}

/** Says which damaged lines came, if any. */
function soundness({ counters }: LineState): string {
  const { crcBad, lengthBad, undecodable, overlong } = counters;
  const parts = Object.entries({
    'with a bad CRC': crcBad,
    'of a wrong length': lengthBad,
    'outside the table': undecodable,
    'longer than a line may be': overlong,
  }).filter(([, count]) => count > 0);
  return parts.length === 0 ? '' : ` Lines ${parts.map(([what, count]) => `${what}: ${count}`).join(', ')}.`;
}
