import type { LinkResult, OpenResult } from '../../protocol/host/link.ts';
import { languageOf } from '../../protocol/tables/known-tables.ts';
import type { TelemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';

type FailedOpening = Extract<OpenResult<TelemetryVocabulary>, { readonly ok: false }>;
type FailedRequest = Extract<LinkResult<unknown, unknown>, { readonly ok: false }>;

/** Returns the failure for a session that the programmer could not open. */
export function openingFailure(name: string, result: FailedOpening, lastLines: readonly string[]): HilError {
  const fail = (code: string, message: string, hint?: string): HilError =>
    new HilError(code, 'link', message, { lastLines, hint });
  switch (result.why) {
    case 'silent':
      if (result.heard !== '')
        return fail('PUMP_GARBLED', `${name} sends bytes, but no line of telemetry. Last bytes: ${result.heard}`);
      return fail(
        'PUMP_SILENT',
        `${name} is silent: no banner within 2.5 s and no reply to STAT.`,
        'Check that a pump is behind this port, as `rollerloop pump serve --link PATH` serves one.',
      );
    case 'version':
      return fail(
        'PUMP_VERSION',
        `${name} speaks protocol version ${result.theirs}; this programmer speaks ${result.ours}.`,
      );
    case 'table':
      if (languageOf(result.banner, result.theirs) === 'rig') {
        const hint = 'Give the port of a pump, as `rollerloop pump serve --link PATH` serves one.';
        return new HilError('RIG_NOT_PUMP', 'usage', `${name} is a rig, not a pump.`, { lastLines, hint });
      }
      return fail('PUMP_TABLE', `${name} has vocabulary table ${result.theirs}; this programmer has ${result.ours}.`);
    case 'refused':
      return fail('PUMP_NO_SESSION', `${name} refused HELLO with ${result.error}.`);
    case 'no answer':
      return fail('PUMP_NO_ANSWER', `${name} sent a banner, but no reply to HELLO (${result.tries} tries).`);
    default:
      return fail('PUMP_CLOSED', `${name} was closed during its opening.`);
  }
}

/** Returns the failure for a request without a usable reply. */
export function requestFailure(
  name: string,
  verb: string,
  result: FailedRequest,
  lastLines: readonly string[],
): HilError {
  const fail = (code: string, message: string): HilError => new HilError(code, 'link', message, { lastLines });
  switch (result.why) {
    case 'refused': {
      const fields = Object.entries(result.fields).map(([field, value]) => ` ${field}=${value}`);
      return fail('REQUEST_REFUSED', `${name} refused ${verb} with ${result.error}${fields.join('')}.`);
    }
    case 'no answer':
      return fail(
        'PUMP_STOPPED_ANSWERING',
        `${name} stopped replying: ${verb} was sent ${result.tries} times within 2 s.`,
      );
    case 'restarted':
      if (result.liveSession === 0)
        return fail('PUMP_RESTARTED', `${name} restarted, so the session of this programmer is over. Open it again.`);
      return fail(
        'SESSION_TAKEN',
        `Another program has taken over ${name}, so the session of this programmer is over.`,
      );
    default:
      return fail('LINK_CLOSED', `This programmer is closed, so ${verb} was not sent to ${name}.`);
  }
}
