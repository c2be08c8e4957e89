import { readFileSync } from 'node:fs';

const WIRE = new URL('../../../protocol/WIRE.md', import.meta.url);

/** Records of `fuzz-board.cpp`. */
const record = { bytes: 0, framed: 2, wait: 3, stop: 4, request: 6 } as const;
const RAW_BYTES_MAX = 32;
/** (255 + 1) << 10 us are a quarter of a second. */
const QUARTER_SECOND = [record.wait | (10 << 3), 0xff] as const;
const STOP_WITH_LF = record.stop | (1 << 3);
const VERB_COUNT = 16;
/** Four-wire and step/dir benches with some or all parts, and a clock that overflows during the run. */
const BENCHES = [0x00, 0x03, 0x02, 0x1b, 0x27];

function rawRecords(text: string): readonly number[] {
  const bytes = [...Buffer.from(text, 'latin1')];
  const records: number[] = [];
  for (let at = 0; at < bytes.length; at += RAW_BYTES_MAX) {
    const piece = bytes.slice(at, at + RAW_BYTES_MAX);
    records.push(record.bytes | ((piece.length - 1) << 3), ...piece);
  }
  return records;
}

const framedRecord = (body: string): readonly number[] => [record.framed, body.length, ...Buffer.from(body, 'latin1')];

/** Requests and delays of the host in the conversation of the wire document. */
function conversation(recordsOf: (line: string) => readonly number[]): readonly number[] {
  const records: number[] = [];
  for (const line of readFileSync(WIRE, 'utf8').split('\n')) {
    if (line === 'host  \\x18\\x18') records.push(STOP_WITH_LF);
    else if (line.startsWith('host  >A3')) records.push(...recordsOf(line.slice('host  '.length)));
    else if (/^note {2}\d+ ms pass$/.test(line)) records.push(...QUARTER_SECOND, ...QUARTER_SECOND);
  }
  return records;
}

/** Each verb with small numbers, a stop between them, and ARM after it. */
function everyVerb(): readonly number[] {
  const requests = Array.from({ length: VERB_COUNT }, (_, verb) => [record.request, verb, 3, 0, 20, 0]).flat();
  const arm = [record.request, 4, 0, 0, 0, 0];
  return [...requests, ...QUARTER_SECOND, STOP_WITH_LF, ...arm, ...requests, ...QUARTER_SECOND];
}

/** Initial inputs of the fuzzer, as records of `fuzz-board.cpp`. */
export function fuzzSeeds(): readonly Uint8Array[] {
  const bodyOf = (line: string): string => line.slice('>A3.00 '.length, line.lastIndexOf('*'));
  const runs = [
    conversation((line) => rawRecords(`${line}\n`)),
    conversation((line) => framedRecord(bodyOf(line))),
    everyVerb(),
  ];
  return runs.flatMap((run) => BENCHES.map((bench) => Uint8Array.from([bench, 1, ...run])));
}
