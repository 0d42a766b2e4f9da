// Writes schema/rules.json, the rules of documents that the service is built from too, as a module with exact types.
import fs from 'node:fs';

const out = 'src/app/document/rules/rules.ts';
const { description: _, ...rules } = JSON.parse(fs.readFileSync('../schema/rules.json', 'utf8'));
const text = `// Made by tools/rules.mjs from schema/rules.json.
export const rules = ${JSON.stringify(rules, undefined, 2)} as const;
`;
if (!fs.existsSync(out) || fs.readFileSync(out, 'utf8') !== text) fs.writeFileSync(out, text);
