import type { LinkCounters, LinkResult, OpenResult } from '../../protocol/host/link.ts';
import { languageOf } from '../../protocol/tables/known-tables.ts';
import type { RigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';

type FailedOpening = Extract<OpenResult<RigVocabulary>, { readonly ok: false }>;
export type FailedRequest = Extract<LinkResult<unknown>, { readonly ok: false }>;

/** State of the link at the end of a run. */
export interface LinkState {
  readonly lastLines: readonly string[];
  readonly counters: LinkCounters;
  /** Length of the latest pause of this program; 0 without a pause. */
  readonly pauseUs: number;
}

/** From this number of short lines on, a second reader is suspected. Assumed. */
const SHORT_LINES_MIN = 3;
/**
 * Shortest host pause that explains a lapse. The board stops after 5 s without a line, and the host sends a line each
 * second.
 */
const PAUSE_BEFORE_LAPSE_US = 3_000_000;

/** Hint for lines with missing bytes: a second program that reads the port takes bytes out of them. */
function missingBytesHint({ lengthBad, noise }: LinkCounters): string | undefined {
  if (lengthBad + noise < SHORT_LINES_MIN) return undefined;
  return `Bytes are missing in ${lengthBad + noise} lines. End a second program that reads this port (\`fuser PORT\` names it), or check the cable.`;
}

/** Returns the failure for a rig that could not be opened. `bytesIn` counts all bytes read from the port. */
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
      if (counters !== undefined && counters.framesGood > 0) {
        return fail(
          'RIG_NO_ANSWER',
          `${where} sends lines of the rig's protocol, but no reply to STAT within 2 s.`,
          missingBytesHint(counters) ??
            'Connect again. If it fails again, check the cable, and end other programs that load this computer.',
        );
      }
      if (result.heard === '' && bytesIn > 0) {
        return fail(
          'RIG_GARBLED',
          `${where} sends bytes (${bytesIn} so far), but no line of the rig's protocol.`,
          'Check the sketch and the baud rate, and end other programs that read this port.',
        );
      }
      return result.heard === ''
        ? fail(
            'RIG_SILENT',
            `${where} is silent: no banner within 2.5 s and no reply to STAT.`,
            'Check that the board has power, runs the rig sketch and uses 115200 baud.',
          )
        : fail(
            'RIG_GARBLED',
            `${where} sends bytes, but no line of the rig's protocol. Last bytes: ${result.heard}`,
            'Check the sketch and the baud rate, and end other programs that read this port.',
          );
    case 'version':
      return fail(
        'RIG_VERSION',
        `${where} speaks protocol version ${result.theirs}; this bench speaks ${result.ours}.`,
        'Flash the sketch that belongs to this bench.',
      );
    case 'table':
      if (languageOf(result.banner, result.theirs) === 'telemetry') return pumpNotRig(where, lastLines);
      return fail(
        'RIG_TABLE',
        `${where} has vocabulary table ${result.theirs}; this bench has ${result.ours}.`,
        'Flash the sketch that belongs to this bench.',
      );
    case 'refused':
      return fail('RIG_REFUSED', `${where} refused HELLO with ${result.error}.`);
    case 'no answer':
      return fail(
        'RIG_NO_ANSWER',
        `${where} sent a banner, but no reply to HELLO (${result.tries} tries).`,
        counters === undefined ? undefined : missingBytesHint(counters),
      );
    default:
      return fail('RIG_CLOSED', `${where} was closed during its opening.`);
  }
}

/** Returns the failure for a port at which a pump waits for a programmer. */
function pumpNotRig(where: string, lastLines: readonly string[]): HilError {
  const message = `${where} is a pump that awaits a programmer (telemetry), not a rig.`;
  return new HilError('PUMP_NOT_RIG', 'usage', message, {
    lastLines,
    hint: 'Give the port of a rig: of `rig serve`, or of a board with the rig sketch.',
  });
}

/** Returns the failure for a request that failed and ended a run. */
export function requestFailure(verb: string, result: FailedRequest, link: LinkState): HilError {
  const { lastLines } = link;
  switch (result.why) {
    case 'refused': {
      if (result.error === 'STOPPED') return rigStopped(String(result.fields.cause), link, verb);
      const fields = Object.entries(result.fields).map(([name, value]) => ` ${name}=${value}`);
      const message = `The rig refused ${verb} with ${result.error}${fields.join('')}.`;
      // Only a request of another program advances the sequence.
      const hint =
        "A second program sends requests in this run's session. End it (`fuser PORT` names it), then run again.";
      return new HilError('REQUEST_REFUSED', 'link', message, {
        lastLines,
        ...(result.error === 'SEQ' ? { hint } : {}),
      });
    }
    case 'no answer': {
      const message = `The rig stopped replying: ${verb} was sent ${result.tries} times within 2 s.`;
      const hint = missingBytesHint(link.counters);
      return new HilError('RIG_STOPPED_ANSWERING', 'link', message, {
        lastLines,
        hint,
      });
    }
    case 'restarted':
      return result.liveSession === 0 ? boardRestarted(link) : sessionTaken(result.liveSession, lastLines);
    default:
      return new HilError('LINK_CLOSED', 'link', `The link was closed before the reply to ${verb}.`, { lastLines });
  }
}

/**
 * Returns the failure for a rig that latched a stop. After a long pause of this program a lapse is the host's fault.
 */
export function rigStopped(cause: string, { lastLines, pauseUs }: LinkState, refusedVerb?: string): HilError {
  if (cause === 'lapse' && pauseUs >= PAUSE_BEFORE_LAPSE_US) return hostPaused(pauseUs, lastLines);
  const refuses = refusedVerb === undefined ? '' : ` and refuses ${refusedVerb}`;
  const message = `The rig has stopped by itself (cause ${cause})${refuses}.`;
  return new HilError('RIG_STOPPED', 'link', message, { lastLines });
}

/** Adds a hint to a link failure after a long pause of this program. A computer that sleeps disconnects its ports. */
export function afterPause(failure: HilError, pauseUs: number): HilError {
  if (failure.fault !== 'link' || pauseUs < PAUSE_BEFORE_LAPSE_US) return failure;
  const { code, fault, message, lastLines, cause } = failure;
  const paused = `This program paused for ${secondsOf(pauseUs)} s just before: keep the computer awake.`;
  const hint = failure.hint === undefined ? paused : `${paused} ${failure.hint}`;
  return new HilError(code, fault, message, { lastLines, hint, cause });
}

const secondsOf = (us: number): string => (us / 1_000_000).toFixed(1);

function hostPaused(pauseUs: number, lastLines: readonly string[]): HilError {
  const message = `This program paused for ${secondsOf(pauseUs)} s, so the rig stopped by itself: it does so after 5 s without a line.`;
  return new HilError('HOST_PAUSED', 'bench', message, {
    lastLines,
    hint: 'Keep the computer awake and the program in the foreground (no lid closed, no Ctrl-Z), then run again.',
  });
}

function sessionTaken(liveSession: number, lastLines: readonly string[]): HilError {
  const session = liveSession.toString(16).toUpperCase().padStart(2, '0');
  const message = `Another program has taken over the rig: its session ${session} has replaced this run's session.`;
  return new HilError('SESSION_TAKEN', 'link', message, {
    lastLines,
    hint: 'End the other program; on a serial port `fuser PORT` names it. Then run again.',
  });
}

export function boardRestarted({ lastLines }: Pick<LinkState, 'lastLines'>): HilError {
  return new HilError(
    'BOARD_RESTARTED',
    'link',
    'The board restarted during the run, so the position of its motor is unknown.',
    {
      lastLines,
      hint: 'Check the supply for a loose contact, then run again.',
    },
  );
}

/** Returns the failure for a run with a sensed field on a rig without a sensor. */
export function fieldSensorMissing(rig: string, lacks = 'a field sensor'): HilError {
  const message = `The scenario takes the field from the rig's own sensor, but ${rig} lacks ${lacks}. The run did not start.`;
  return new HilError('RIG_LACKS', 'rig', message);
}

/** Returns the failure for a played hand on a rig with a physical sensor. */
export function handNeedsOurSensor(rig: string): HilError {
  const message = `\`--hand\` does not apply to the rig "${rig}"; allowed: \`loopback\`, \`virtual\` and emulated rigs.`;
  return new HilError('HAND_ON_PORT', 'usage', message);
}
