import type { LinkCounters, LinkResult, OpenResult } from '../../protocol/host/link.ts';
import { languageOf } from '../../protocol/tables/known-tables.ts';
import type { RigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';

type FailedOpening = Extract<OpenResult<RigVocabulary>, { readonly ok: false }>;
export type FailedRequest = Extract<LinkResult<unknown>, { readonly ok: false }>;

/** What is known of the link when a run ends. */
export interface LinkState {
  readonly lastLines: readonly string[];
  readonly counters: LinkCounters;
  /** How long this program stood still just now; 0 where it ran. */
  readonly pauseUs: number;
}

/** So many lines with bytes missing are no accident of one moment: assumed. */
const SHORT_LINES_MIN = 3;
/** A board stops by itself after 5 s without a line; the host speaks once a second at the latest. */
const PAUSE_BEFORE_LAPSE_US = 3_000_000;

/** A second program that reads a port takes bytes out of the lines that the first one sees. */
function missingBytesHint({ lengthBad, noise }: LinkCounters): string | undefined {
  if (lengthBad + noise < SHORT_LINES_MIN) return undefined;
  return `Bytes are missing in ${lengthBad + noise} lines: does a second program read this port ("fuser PORT" names it)? If none does, look at the cable.`;
}

/** Why a rig could not be opened, in one sentence. `bytesIn`: read from the port, ended lines or not. */
export function openingFailure(
  where: string,
  result: FailedOpening,
  lastLines: readonly string[],
  bytesIn = 0,
  counters?: LinkCounters,
): HilError {
  const fail = (code: string, message: string, hint?: string): HilError =>
    new HilError(code, 'link', message, hint === undefined ? { lastLines } : { lastLines, hint });
  switch (result.why) {
    case 'silent':
      if (result.heard === '' && bytesIn > 0) {
        return fail(
          'RIG_GARBLED',
          `${where} sends bytes (${bytesIn} so far), but never a line of the rig's language.`,
          'Another sketch, another baud rate, or a second program that reads this port?',
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
            'Another sketch, another baud rate, or a second program that reads this port?',
          );
    case 'version':
      return fail(
        'RIG_VERSION',
        `${where} speaks protocol version ${result.theirs}, this bench ${result.ours}.`,
        'Flash the sketch that belongs to this bench.',
      );
    case 'table':
      if (languageOf(result.banner, result.theirs) === 'telemetry') return pumpNotRig(where, lastLines);
      return fail(
        'RIG_TABLE',
        `${where} was built from vocabulary table ${result.theirs}, this bench from ${result.ours}.`,
        'Flash the sketch that belongs to this bench.',
      );
    case 'refused':
      return fail('RIG_REFUSED', `${where} refused HELLO with ${result.error}.`);
    case 'no answer':
      return fail(
        'RIG_NO_ANSWER',
        `${where} was awake, but did not answer HELLO (${result.tries} tries).`,
        counters === undefined ? undefined : missingBytesHint(counters),
      );
    default:
      return fail('RIG_CLOSED', `${where} was closed while it was being opened.`);
  }
}

/** A pump that waits for a programmer was named where a rig belongs. */
function pumpNotRig(where: string, lastLines: readonly string[]): HilError {
  const message = `${where} is a pump that waits for a programmer (telemetry), and not a rig.`;
  return new HilError('PUMP_NOT_RIG', 'usage', message, {
    lastLines,
    hint: 'Give the port of a rig, as "rig serve" or a board with the rig sketch offers it.',
  });
}

/** Why a request ended a run. */
export function requestFailure(verb: string, result: FailedRequest, link: LinkState): HilError {
  const { lastLines } = link;
  switch (result.why) {
    case 'refused': {
      if (result.error === 'STOPPED') return rigStopped(String(result.fields.cause), link, verb);
      const fields = Object.entries(result.fields).map(([name, value]) => ` ${name}=${value}`);
      const message = `The rig refused ${verb} with ${result.error}${fields.join('')}.`;
      // Only a line that we did not send moves the sequence on.
      const hint =
        'A second program speaks to the rig in this run\'s session: end it ("fuser PORT" names it), then run again.';
      return new HilError('REQUEST_REFUSED', 'link', message, {
        lastLines,
        ...(result.error === 'SEQ' ? { hint } : {}),
      });
    }
    case 'no answer': {
      const message = `The rig stopped answering: ${verb} was sent ${result.tries} times within 2 s.`;
      const hint = missingBytesHint(link.counters);
      return new HilError('RIG_STOPPED_ANSWERING', 'link', message, {
        lastLines,
        ...(hint === undefined ? {} : { hint }),
      });
    }
    case 'restarted':
      return result.liveSession === 0 ? boardRestarted(link) : sessionTaken(result.liveSession, lastLines);
    default:
      return new HilError('LINK_CLOSED', 'link', `The link was closed before ${verb} was answered.`, { lastLines });
  }
}

/** The rig has latched a stop. A lapse behind a pause of this program is the host's doing, and not the rig's. */
export function rigStopped(cause: string, { lastLines, pauseUs }: LinkState, refusedVerb?: string): HilError {
  if (cause === 'lapse' && pauseUs >= PAUSE_BEFORE_LAPSE_US) return hostPaused(pauseUs, lastLines);
  const refuses = refusedVerb === undefined ? '' : ` and refuses ${refusedVerb}`;
  const message = `The rig has stopped by itself (cause ${cause})${refuses}.`;
  return new HilError('RIG_STOPPED', 'link', message, { lastLines });
}

/** A failure of the link behind a long pause of this program says so: a computer that sleeps cuts its ports off. */
export function afterPause(failure: HilError, pauseUs: number): HilError {
  if (failure.fault !== 'link' || pauseUs < PAUSE_BEFORE_LAPSE_US) return failure;
  const { code, fault, message, lastLines, cause } = failure;
  const paused = `This program stood still for ${secondsOf(pauseUs)} s just before: keep the computer awake.`;
  const hint = failure.hint === undefined ? paused : `${paused} ${failure.hint}`;
  return new HilError(code, fault, message, { lastLines, hint, cause });
}

const secondsOf = (us: number): string => (us / 1_000_000).toFixed(1);

function hostPaused(pauseUs: number, lastLines: readonly string[]): HilError {
  const message = `This program stood still for ${secondsOf(pauseUs)} s, so the rig stopped by itself: it does so after 5 s without a word.`;
  return new HilError('HOST_PAUSED', 'bench', message, {
    lastLines,
    hint: 'Keep the computer awake and the program in the foreground (no lid closed, no Ctrl-Z), then run again.',
  });
}

function sessionTaken(liveSession: number, lastLines: readonly string[]): HilError {
  const session = liveSession.toString(16).toUpperCase().padStart(2, '0');
  const message = `Another program has taken over the rig: its session ${session} lives there now, and this run's session is gone.`;
  return new HilError('SESSION_TAKEN', 'link', message, {
    lastLines,
    hint: 'End the other program; on a serial port "fuser PORT" names it. Then run again.',
  });
}

export function boardRestarted({ lastLines }: Pick<LinkState, 'lastLines'>): HilError {
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
