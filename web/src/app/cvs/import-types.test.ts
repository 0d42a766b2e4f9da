import { kImportable, mediaType } from './import-types';

describe('files for an import', () => {
  it('are known by their names', () => {
    expect(mediaType('Basic_LinkedInDataExport.ZIP')).toBe('application/zip');
    expect(mediaType('my.cv.yml')).toBe('application/yaml');
    expect(mediaType('Positions.csv')).toBe('text/csv');
    expect(mediaType('cv')).toBe('application/octet-stream');
  });

  it('can be chosen', () => {
    for (const extension of ['.json', '.yaml', '.csv', '.zip', '.xml', '.pdf', '.docx']) {
      expect(kImportable.split(',')).toContain(extension);
    }
  });
});
