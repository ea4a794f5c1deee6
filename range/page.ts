/** The plain page on which a part's state can be looked at. Everything shown is escaped: it holds text from alerts. */
export interface Section {
  title: string;
  columns: string[];
  rows: unknown[][];
}

/** A whole HTML document titled "Simulated …"; it runs no scripts and loads nothing. */
export function renderPage(title: string, sections: Section[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="10"><title>Simulated ${escapeHtml(title)}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem;max-width:80rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #ccc;vertical-align:top;overflow-wrap:anywhere}
.note{background:#fff3c4;color:#3d2e00;padding:.5rem .8rem}</style></head>
<body><h1>Simulated ${escapeHtml(title)}</h1>
<p class="note">Part of the range: a made-up company to try Cordon on. Nothing here is real.</p>
${sections.map(renderSection).join("\n")}
</body></html>
`;
}

function renderSection(section: Section): string {
  const head = section.columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join("");
  const rows = section.rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${escapeHtml(String(cell ?? ""))}</td>`).join("")}</tr>`,
  );
  const body = rows.length === 0 ? `<tr><td colspan="${section.columns.length}">none</td></tr>` : rows.join("\n");
  return `<h2>${escapeHtml(section.title)}</h2>\n<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
