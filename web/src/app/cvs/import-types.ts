const kTypes: Readonly<Record<string, string>> = {
  json: 'application/json',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  csv: 'text/csv',
  zip: 'application/zip',
  xml: 'application/xml',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** The file types that can be imported, as the `accept` attribute of a file input. */
export const kImportable = Object.keys(kTypes)
  .map((extension) => `.${extension}`)
  .join(',');

/** The media type by the file's extension, since the type that a browser reports depends on the system. */
export function mediaType(name: string): string {
  return kTypes[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}
