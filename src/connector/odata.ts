/** A text as a string of an OData filter: a quote within it is written twice (OData 4.01, URL conventions, 5.1.1.6.2), so that no text ends it. */
export function odataText(text: string): string {
  return `'${text.toWellFormed().replaceAll("'", "''")}'`;
}
