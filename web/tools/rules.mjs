// Writes schema/rules.json as a module with exact types. The service is built from the same rules for documents.
import fs from 'node:fs';

const out = 'src/app/document/rules/rules.ts';
const { description: _, ...rules } = JSON.parse(fs.readFileSync('../schema/rules.json', 'utf8'));
const text = `// Made by tools/rules.mjs from schema/rules.json.
export const rules = ${JSON.stringify(rules, undefined, 2)} as const;
`;
if (!fs.existsSync(out) || fs.readFileSync(out, 'utf8') !== text) fs.writeFileSync(out, text);
