/** Entries of the pages that the program writes into reports. */
export const PAGE_ENTRIES = {
  report: 'hil/viewer/report/report-page.tsx',
  list: 'hil/viewer/report/list-page.ts',
} as const;

export type PageName = keyof typeof PAGE_ENTRIES;
