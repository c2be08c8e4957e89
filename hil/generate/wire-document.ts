function replaced(document: string, section: string, text: string): string {
  const begin = `<!-- ${section}: generated -->`;
  const end = `<!-- ${section}: end -->`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`wire document: no markers of "${section}"`);
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`;
}

/** Replaces the generated sections of the wire document and keeps its prose. Throws for a missing marker. */
export function freshWireDocument(document: string, sections: Readonly<Record<string, string>>): string {
  return Object.entries(sections).reduce((fresh, [section, text]) => replaced(fresh, section, text), document);
}
