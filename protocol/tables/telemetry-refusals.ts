import { coreErrors } from './core-vocabulary.ts';
import { checksum } from './telemetry-fields.ts';
import type { ErrorRow } from './vocabulary.ts';

/** Errors of the telemetry wire. */
export const telemetryErrors = {
  ...coreErrors,
  STATE: { ...coreErrors.STATE, doc: 'Not used by a pump: it refuses with REFUSED.' },
  STOPPED: { ...coreErrors.STOPPED, doc: 'Not used by a pump: nothing on this wire latches a stop.' },
  UNSUPPORTED: { ...coreErrors.UNSUPPORTED, doc: 'This pump lacks the function.' },
  NODRAFT: { number: 20, doc: 'No draft is open; send PROGBEGIN first.', fields: [] },
  CHECKSUM: {
    number: 21,
    doc: 'The checksum differs from that of the draft. The draft is dropped, the therapy goes on.',
    fields: [
      { ...checksum, key: 'want', name: 'wantedChecksum', doc: "Checksum of the pump's draft." },
      { ...checksum, key: 'got', name: 'gotChecksum', doc: 'Checksum in the request.' },
    ],
  },
  REFUSED: {
    number: 22,
    doc: 'The pump refuses the request; nothing has changed.',
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
        doc: '`range`: outside LIMITS; `missing`: the draft is empty or lacks a field of its mode; `mode`: not allowed in this mode; `busy`: a bolus runs; `latched`: send INTERROGATE first; `order`: steps of a day begin at 0; `lacking`: not in ABLE; `lockout`, `allotment`, `stopped`, `reservoir`: no bolus now.',
      },
    ],
  },
  PAGE: {
    number: 23,
    doc: 'No such page of the log or of flex; of the log also before page 0 was read.',
    fields: [{ kind: 'number', key: 'of', name: 'pageCount', min: 0, max: 999, decimals: 0 }],
  },
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type RefusedWord = (typeof telemetryErrors.REFUSED.fields)[0]['choices'][number];
export type RefusalWord = (typeof telemetryErrors.REFUSED.fields)[1]['choices'][number];
