/**
 * Words with which a pump answers IDENT. The list is part of the table's hash, so it is closed. A pump without a word
 * of its own answers `other`, and its banner names it. No other file of this folder names a product.
 */
export const pumpModels = [
  'synchromed-ii',
  'synchromed-ii-40',
  'synchromed-el',
  'synchromed-el-18',
  'prometra-ii',
  'prometra-ii-40',
  'prometra',
  'siromedes',
  'siromedes-40',
  'other',
] as const;
