export interface ErrorCode {
  roots: Set<string>;
  rooms: Set<string>;
}
export function errorCodes(files: ReadonlyMap<string, string>): Map<string, ErrorCode>;
export function writtenAdvice(document: string): Map<string, string>;
export function errorsDocument(codes: ReadonlyMap<string, ErrorCode>, document: string): string;
export function sourceTexts(root: string): Map<string, string>;
export function documentFaults(codes: ReadonlyMap<string, ErrorCode>, document: string): string[];
