import type { ShaftReport } from '../tables/rig-vocabulary.ts';
import type { EventOf, FieldsOf, ReplyOf, ReportOf, Values, Vocabulary } from '../tables/vocabulary.ts';

/** Result of a request. `refused` means that the board understood it and executed nothing. */
export type LinkResult<R, P = ShaftReport> =
  | {
      readonly ok: true;
      readonly reply: R;
      readonly report: P;
      /** Time of the first try. `receivedUs` is the time of the reply's last byte. */
      readonly sentUs: number;
      readonly receivedUs: number;
      readonly tries: number;
    }
  | {
      readonly ok: false;
      readonly why: 'refused';
      readonly error: string;
      readonly fields: Values;
      readonly report?: P | undefined;
    }
  /** No reply arrived. The board may or may not have executed the request. */
  | { readonly ok: false; readonly why: 'no answer'; readonly tries: number }
  /** The board has no session (0), or the session of another program. It may or may not have executed the request. */
  | { readonly ok: false; readonly why: 'restarted'; readonly liveSession: number }
  | { readonly ok: false; readonly why: 'closed' };

export type OpenResult<V extends Vocabulary> =
  | {
      readonly ok: true;
      readonly hello: ReplyOf<V, 'HELLO'>;
      readonly report: ReportOf<V>;
      readonly banner: string | undefined;
      readonly tries: number;
    }
  /** No sound line arrived. `heard` holds the last raw bytes as printable text; empty if there were none. */
  | { readonly ok: false; readonly why: 'silent'; readonly heard: string }
  /** The two ends differ in version (decimal) or in table hash (8 hex digits). */
  | {
      readonly ok: false;
      readonly why: 'version' | 'table';
      readonly ours: string;
      readonly theirs: string;
      readonly banner: string | undefined;
    }
  | { readonly ok: false; readonly why: 'refused'; readonly error: string; readonly fields: Values }
  | { readonly ok: false; readonly why: 'no answer'; readonly tries: number }
  | { readonly ok: false; readonly why: 'closed' };

/** An event of the live session. Each number is delivered once. */
export type LinkEvent<V extends Vocabulary> = {
  readonly [K in EventOf<V>]: {
    readonly name: K;
    readonly fields: FieldsOf<V, K>;
    readonly number: number;
    readonly report: ReportOf<V>;
  };
}[EventOf<V>];

export interface LinkCounters {
  readonly linesSent: number;
  /** Number of tries after the first. */
  readonly resent: number;
  readonly framesGood: number;
  readonly crcBad: number;
  readonly lengthBad: number;
  readonly overlong: number;
  /** Sound lines that do not match the table. */
  readonly undecodable: number;
  /** Sound replies that no waiting request matches, and lines of other sessions. */
  readonly unexpected: number;
  readonly eventsRepeated: number;
  readonly eventsLost: number;
  /** Lines without the shape of a frame. */
  readonly noise: number;
}
