// Lists on a terminal: columns as wide as their widest text, two spaces between.

export function formatTable(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headers, ...rows];
  const widths = headers.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))));
  return lines
    .map((line) =>
      line
        .map((text, column) => text + ' '.repeat((widths[column] ?? 0) - widthOf(text)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** In characters as people see them: é may be two code points. */
function widthOf(text: string): number {
  return [...new Intl.Segmenter('fr').segment(text)].length;
}
