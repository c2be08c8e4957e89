const POLYNOMIAL = 0x1021;
const INITIAL = 0xffff;

const table: Uint16Array = (() => {
  const rows = new Uint16Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
    rows[byte] = crc;
  }
  return rows;
})();

/** Returns the CRC-16/CCITT-FALSE (polynomial 1021, from FFFF, not reflected) of `bytes[0, end)`; "123456789" gives 29B1. */
export function crc16(bytes: Uint8Array, end: number): number {
  let crc = INITIAL;
  for (let i = 0; i < end; i++) crc = ((crc << 8) & 0xffff) ^ (table[(crc >> 8) ^ (bytes[i] as number)] as number);
  return crc;
}
