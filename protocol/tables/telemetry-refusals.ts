import { coreErrors } from './core-vocabulary.ts';
import { checksum } from './telemetry-fields.ts';
import type { ErrorRow } from './vocabulary.ts';

/** Why the pump does not do what a programmer asks. */
export const telemetryErrors = {
  ...coreErrors,
  STATE: { ...coreErrors.STATE, doc: 'Never said by a pump: what it does not accept is REFUSED.' },
  STOPPED: { ...coreErrors.STOPPED, doc: 'Never said by a pump: nothing on the wire latches a stop.' },
  UNSUPPORTED: { ...coreErrors.UNSUPPORTED, doc: 'This pump cannot do that.' },
  NODRAFT: { number: 20, doc: 'No draft is open: PROGBEGIN comes first.', fields: [] },
  CHECKSUM: {
    number: 21,
    doc: 'The checksum is not that of the draft; the draft is dropped, the therapy goes on.',
    fields: [
      { ...checksum, key: 'want', name: 'wantedChecksum', doc: "Of the pump's own draft." },
      { ...checksum, key: 'got', name: 'gotChecksum', doc: 'Of the request.' },
    ],
  },
  REFUSED: {
    number: 22,
    doc: 'The pump does not accept that; nothing has changed.',
    fields: [
      {
        kind: 'choice',
        key: 'f',
        name: 'field',
        choices: [
          'draft',
          'mode',
          'rate',
          'low',
          'crit',
          'non',
          'vol',
          'cath',
          'drug1',
          'drug2',
          'drug3',
          'bolus',
          'prime',
          'refill',
          'flex',
          'period',
          'every',
          'patient',
          'sec',
          'gap',
          'n',
          'bridge',
          'study',
          'valve',
          'clock',
        ],
      },
      {
        kind: 'choice',
        key: 'why',
        name: 'why',
        choices: [
          'range',
          'missing',
          'mode',
          'busy',
          'latched',
          'ended',
          'order',
          'lacking',
          'lockout',
          'allotment',
          'stopped',
          'reservoir',
        ],
        doc: '`range`: LIMITS tells; `missing`: nothing drafted, or less than the mode needs; `mode`: not with this mode; `busy`: a bolus runs; `latched`: INTERROGATE first; `order`: steps of a day begin at 0; `lacking`: this pump has no such part or mode, ABLE tells; `lockout`, `allotment`, `stopped`, `reservoir`: no bolus now.',
      },
    ],
  },
  PAGE: {
    number: 23,
    doc: 'The reading of the log has no such page, or page 0 has not been read.',
    fields: [{ kind: 'number', key: 'of', name: 'pageCount', min: 0, max: 999, decimals: 0 }],
  },
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type RefusedWord = (typeof telemetryErrors.REFUSED.fields)[0]['choices'][number];
export type RefusalWord = (typeof telemetryErrors.REFUSED.fields)[1]['choices'][number];
