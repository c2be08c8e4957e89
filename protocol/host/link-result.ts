import type { ShaftReport } from '../tables/rig-vocabulary.ts';
import type { EventOf, FieldsOf, ReplyOf, ReportOf, Values, Vocabulary } from '../tables/vocabulary.ts';

/** How a request ended; `refused` means that the board understood it and executed nothing. */
export type LinkResult<R, P = ShaftReport> =
  | {
      readonly ok: true;
      readonly reply: R;
      readonly report: P;
      /** First try sent, and the reply's last byte. */
      readonly sentUs: number;
      readonly receivedUs: number;
      readonly tries: number;
    }
  | {
      readonly ok: false;
      readonly why: 'refused';
      readonly error: string;
      readonly fields: Values;
      readonly report?: P;
    }
  /** It may or may not have been executed. */
  | { readonly ok: false; readonly why: 'no answer'; readonly tries: number }
  /** The board has no session (0), or that of another program; the request may or may not have been executed. */
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
  /** Nothing sound came; `heard` is the last raw bytes, printable, empty where there were none. */
  | { readonly ok: false; readonly why: 'silent'; readonly heard: string }
  /** The two ends speak differently; versions as decimals, tables as 8 hex digits. */
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

/** An event of the live session, each number once. */
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
  /** Tries beyond the first. */
  readonly resent: number;
  readonly framesGood: number;
  readonly crcBad: number;
  readonly lengthBad: number;
  readonly overlong: number;
  /** Sound lines that the table cannot read. */
  readonly undecodable: number;
  /** Sound replies that nobody waits for, and lines of other sessions. */
  readonly unexpected: number;
  readonly eventsRepeated: number;
  readonly eventsLost: number;
  /** Lines that are no frame at all. */
  readonly noise: number;
}
