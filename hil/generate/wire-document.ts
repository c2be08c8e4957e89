function replaced(document: string, section: string, text: string): string {
  const begin = `<!-- ${section}: generated -->`;
  const end = `<!-- ${section}: end -->`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the wire document lacks the markers of its ${section}`);
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`;
}

/** The wire document with its generated sections fresh and its prose untouched. Throws where a marker is missing. */
export function freshWireDocument(document: string, sections: Readonly<Record<string, string>>): string {
  return Object.entries(sections).reduce((fresh, [section, text]) => replaced(fresh, section, text), document);
}
