const HEADER_BYTES = 52;
const SECTION_BYTES = 40;
const SEGMENT_BYTES = 32;
const ascii = (text: string): readonly number[] => [...text].map((char) => char.charCodeAt(0));
const words = (...values: readonly number[]): readonly number[] =>
  values.flatMap((value) => [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff]);
const halves = (...values: readonly number[]): readonly number[] =>
  values.flatMap((value) => [value & 0xff, (value >>> 8) & 0xff]);

export interface BuiltSegment {
  readonly address: number;
  readonly content: readonly number[];
}

export interface BuiltSymbol {
  readonly name: string;
  readonly value: number;
  readonly size: number;
  readonly info: number;
}

export interface ElfParts {
  readonly type?: number;
  readonly machine?: number;
  readonly flags?: number;
  readonly device?: string;
  readonly segments: readonly BuiltSegment[];
  readonly symbols?: readonly BuiltSymbol[];
}

/** Note by which gcc names the MCU, as gcrt1.S lays it out. */
function deviceNote(device: string): readonly number[] {
  const memories = words(0, 0x8000, 0x100, 0x800, 0, 0x400);
  const texts = [0, ...ascii(device), 0];
  return [
    ...words(4, memories.length + 8 + texts.length, 1),
    ...ascii('AVR'),
    0,
    ...memories,
    ...words(8, 1),
    ...texts,
  ];
}

/** Table of names, and the place of each one in it. */
function nameTable(names: readonly string[]): {
  readonly bytes: readonly number[];
  readonly places: readonly number[];
} {
  const bytes = [0];
  const places = names.map((name) => {
    const place = bytes.length;
    bytes.push(...ascii(name), 0);
    return place;
  });
  return { bytes, places };
}

interface Section {
  readonly name: string;
  readonly type: number;
  readonly link: number;
  readonly content: readonly number[];
}

function sectionsOf({ device, symbols = [] }: ElfParts): readonly Section[] {
  const symbolNames = nameTable(symbols.map(({ name }) => name));
  const table = symbols.flatMap(({ value, size, info }, i) => [
    ...words(symbolNames.places[i] as number, value, size),
    ...[info, 0],
    ...halves(1),
  ]);
  return [
    { name: '', type: 0, link: 0, content: [] },
    { name: '.symtab', type: 2, link: 2, content: table },
    { name: '.strtab', type: 3, link: 0, content: symbolNames.bytes },
    ...(device === undefined
      ? []
      : [{ name: '.note.gnu.avr.deviceinfo', type: 7, link: 0, content: deviceNote(device) }]),
  ];
}

/** Builds an elf file: header, program headers, contents, section headers. */
export function builtElf(parts: ElfParts): Uint8Array {
  const { type = 2, machine = 83, flags = 5, segments } = parts;
  const named = sectionsOf(parts);
  const names = nameTable([...named.map(({ name }) => name), '.shstrtab']);
  const all = [...named, { name: '.shstrtab', type: 3, link: 0, content: names.bytes }];
  let at = HEADER_BYTES + SEGMENT_BYTES * segments.length;
  const place = (content: readonly number[]): number => {
    at += content.length;
    return at - content.length;
  };
  const segmentPlaces = segments.map(({ content }) => place(content));
  const sectionPlaces = all.map(({ content }) => place(content));
  const header = [
    ...[0x7f, ...ascii('ELF'), 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ...halves(type, machine),
    ...words(1, 0, HEADER_BYTES, at, flags),
    ...halves(HEADER_BYTES, SEGMENT_BYTES, segments.length, SECTION_BYTES, all.length, all.length - 1),
  ];
  const programHeaders = segments.flatMap(({ address, content }, i) =>
    words(1, segmentPlaces[i] as number, address, address, content.length, content.length, 5, 1),
  );
  const headers = all.flatMap(({ type: kind, link, content }, i) =>
    words(names.places[i] as number, kind, 0, 0, sectionPlaces[i] as number, content.length, link, 0, 1, 16),
  );
  const contents = [...segments, ...all].flatMap(({ content }) => content);
  return Uint8Array.from([...header, ...programHeaders, ...contents, ...headers]);
}
