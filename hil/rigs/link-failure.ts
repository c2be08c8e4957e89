import type { LinkResult, OpenResult } from '../../protocol/link.ts';
import type { RigVocabulary } from '../../protocol/rig-vocabulary.ts';
import { HilError } from '../hil-error.ts';

type FailedOpening = Extract<OpenResult<RigVocabulary>, { readonly ok: false }>;
type FailedRequest = Extract<LinkResult<unknown>, { readonly ok: false }>;

/** Why a rig could not be opened, in one sentence for somebody at the bench. `bytesIn`: read from the port, ended lines or not. */
export function openingFailure(
  where: string,
  result: FailedOpening,
  lastLines: readonly string[],
  bytesIn = 0,
): HilError {
  const fail = (code: string, message: string, hint?: string): HilError =>
    new HilError(code, 'link', message, hint === undefined ? { lastLines } : { lastLines, hint });
  switch (result.why) {
    case 'silent':
      if (result.heard === '' && bytesIn > 0) {
        return fail(
          'RIG_GARBLED',
          `${where} sends bytes (${bytesIn} so far), but never a line of the rig's language.`,
          'Another sketch, or another baud rate?',
        );
      }
      return result.heard === ''
        ? fail(
            'RIG_SILENT',
            `${where} says nothing: no banner within 2.5 s and no answer to STAT.`,
            'Is the board powered, flashed with the rig sketch, and set to 115200 baud?',
          )
        : fail(
            'RIG_GARBLED',
            `${where} sends bytes, but nothing of the rig's language; the last were: ${result.heard}`,
            'Another sketch, or another baud rate?',
          );
    case 'version':
      return fail(
        'RIG_VERSION',
        `${where} speaks protocol version ${result.theirs}, this bench ${result.ours}.`,
        'Flash the sketch that belongs to this bench.',
      );
    case 'table':
      return fail(
        'RIG_TABLE',
        `${where} was built from vocabulary table ${result.theirs}, this bench from ${result.ours}.`,
        'Flash the sketch that belongs to this bench.',
      );
    case 'refused':
      return fail('RIG_REFUSED', `${where} refused HELLO with ${result.error}.`);
    case 'no answer':
      return fail('RIG_NO_ANSWER', `${where} was awake, but did not answer HELLO (${result.tries} tries).`);
    default:
      return fail('RIG_CLOSED', `${where} was closed while it was being opened.`);
  }
}

/** Why a request ended a run. */
export function requestFailure(verb: string, result: FailedRequest, lastLines: readonly string[]): HilError {
  switch (result.why) {
    case 'refused': {
      const fields = Object.entries(result.fields).map(([name, value]) => ` ${name}=${value}`);
      const isStop = result.error === 'STOPPED';
      const message = isStop
        ? `The rig has stopped by itself (cause ${result.fields.cause}) and refuses ${verb}.`
        : `The rig refused ${verb} with ${result.error}${fields.join('')}.`;
      return new HilError(isStop ? 'RIG_STOPPED' : 'REQUEST_REFUSED', 'link', message, { lastLines });
    }
    case 'no answer':
      return new HilError(
        'RIG_STOPPED_ANSWERING',
        'link',
        `The rig stopped answering: ${verb} was sent ${result.tries} times within 2 s.`,
        { lastLines },
      );
    case 'restarted':
      return boardRestarted(lastLines);
    default:
      return new HilError('LINK_CLOSED', 'link', `The link was closed before ${verb} was answered.`, { lastLines });
  }
}

export function boardRestarted(lastLines: readonly string[]): HilError {
  return new HilError(
    'BOARD_RESTARTED',
    'link',
    'The board restarted in the middle of the run; where its motor stands is not known.',
    {
      lastLines,
      hint: 'Nothing was sent to it again. Look for a loose supply, then run again.',
    },
  );
}

/** A run wants the field of the rig's own sensor. */
export function fieldSensorMissing(rig: string, lacks = 'a field sensor'): HilError {
  const message = `The field should come from the rig's own sensor, and ${rig} lacks ${lacks}; nothing was run.`;
  return new HilError('RIG_LACKS', 'rig', message);
}

/** A hand was to be played where the sensor is not ours. */
export function handNeedsOurSensor(rig: string): HilError {
  const message = `A hand can be played on loopback, virtual and emulated rigs, and the rig is ${rig}.`;
  return new HilError('HAND_ON_PORT', 'usage', message);
}
